-- name: turned_to_over_time
-- question: Do people keep turning to this member, half-year after half-year?
-- definition: As turned_to, over the last four periods of 180 days, counted back from the cut. Each
--   person adds up to 1 in each period in which they turned to the member.
-- role: none
-- cannot see: what turned_to cannot see; members younger than four periods have fewer to show.
-- citation: measured in Peerlight's own benchmark (the residual over several half-years carries
--   more than the last one)
-- version: 1
-- needs: replies, reactors, mentions
-- without replies: whom a post turns to is read from names and from who opened the thread.
-- without reactors: only people who wrote are seen turning to somebody.
-- without mentions: names called are not seen.

WITH dated AS (
  SELECT
    a.member_id, a.actor_id AS peer_id, a.message_id, a.thread_id, a.at,
    FLOOR(CAST(d.as_of - a.at AS DOUBLE) / CAST(15552000000000 AS DOUBLE)) AS half
  FROM attention a
  CROSS JOIN period d
  WHERE a.at > d.as_of - 62208000000000
),
placed AS (
  SELECT
    t.member_id, t.peer_id, t.message_id, t.thread_id, t.at,
    ROW_NUMBER() OVER (
      PARTITION BY t.member_id, t.peer_id, t.half ORDER BY t.at, t.message_id
    ) AS k,
    COUNT(*) OVER (PARTITION BY t.member_id, t.peer_id, t.half) AS n
  FROM dated t
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
