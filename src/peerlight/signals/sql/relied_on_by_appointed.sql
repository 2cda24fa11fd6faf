-- name: relied_on_by_appointed
-- question: How many moderators and staff rely on this member?
-- definition: Replies, mentions, thanks, acceptances and reactions by members who hold an office or
--   title, in the last two years; joining a thread does not count. Each of them adds up to 1.
-- role: none
-- cannot see: offices that the source does not name, or that began after the cut.
-- citation: Peerlight's own benchmark (distinct trusted people who call or agree with somebody go
--   with being recognised later)
-- version: 1
-- needs: appointments
-- without appointments: nobody is known to hold an office.

WITH placed AS (
  SELECT
    a.member_id, a.actor_id AS peer_id, a.message_id, a.thread_id, a.at,
    ROW_NUMBER() OVER (PARTITION BY a.member_id, a.actor_id ORDER BY a.at, a.message_id) AS k,
    COUNT(*) OVER (PARTITION BY a.member_id, a.actor_id) AS n
  FROM attention a
  CROSS JOIN period d
  JOIN members m ON m.member_id = a.actor_id
  WHERE a.at > d.since_long
    AND a.act <> 'joined'
    AND m.appointed = 1
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
