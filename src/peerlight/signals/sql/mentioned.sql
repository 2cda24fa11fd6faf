-- name: mentioned
-- question: Whom do others call by name or point to?
-- definition: Posts of the last 180 days by others that call the member by name, in whatever
--   context. Each person who does so adds up to 1.
-- role: none
-- cannot see: names written without the platform's mark for a mention; whether the member was
--   praised, asked or blamed.
-- citation: Cha et al. 2010, Measuring User Influence in Twitter (mentions apart from audience)
-- version: 1
-- needs: mentions
-- without mentions: nobody can be seen being called by name.

WITH called AS (
  SELECT m.member_id, p.member_id AS peer_id, p.message_id, p.thread_id, p.posted_at AS at
  FROM mentioned m
  JOIN posts p ON p.message_id = m.message_id
  CROSS JOIN period d
  WHERE p.posted_at > d.since
),
placed AS (
  SELECT
    c.member_id, c.peer_id, c.message_id, c.thread_id, c.at,
    ROW_NUMBER() OVER (PARTITION BY c.member_id, c.peer_id ORDER BY c.at, c.message_id) AS k,
    COUNT(*) OVER (PARTITION BY c.member_id, c.peer_id) AS n
  FROM called c
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
