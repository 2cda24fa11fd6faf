-- name: turned_to
-- question: How many different people turn to this member?
-- definition: Replies, mentions, thanks, acceptances, reactions and joining the member's threads in
--   the last 180 days. Each person who turned to the member adds up to 1, however often they did.
--   How much the member writes is set against it later.
-- role: none
-- cannot see: turning to somebody in private; reactions where the platform tells only a number.
-- citation: measured in Peerlight's own benchmark (a stable trait beyond volume); Zhang, Ackerman
--   and Adamic 2007 (distinct people rather than acts)
-- version: 1
-- needs: replies, reactors, mentions
-- without replies: whom a post turns to is read from names and from who opened the thread.
-- without reactors: only people who wrote are seen turning to somebody.
-- without mentions: names called are not seen.

WITH placed AS (
  SELECT
    a.member_id, a.actor_id AS peer_id, a.message_id, a.thread_id, a.at,
    ROW_NUMBER() OVER (PARTITION BY a.member_id, a.actor_id ORDER BY a.at, a.message_id) AS k,
    COUNT(*) OVER (PARTITION BY a.member_id, a.actor_id) AS n
  FROM attention a
  CROSS JOIN period d
  WHERE a.at > d.since
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
