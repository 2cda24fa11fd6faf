-- name: takes_part
-- question: Who takes part broadly?
-- definition: Distinct threads written in within the last 180 days: one row per thread, the
--   member's first post there in that time. Each counts 1.
-- role: none
-- cannot see: what the posts were worth; reading along. It is breadth, not volume: a hundred posts
--   in one thread count once.
-- citation: measured in Peerlight's own benchmark, where it is the best single count; CHAOSS
--   Contributors
-- version: 1
-- needs:

WITH placed AS (
  SELECT
    p.member_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    ROW_NUMBER() OVER (
      PARTITION BY p.member_id, p.thread_id ORDER BY p.posted_at, p.message_id
    ) AS nth
  FROM posts p
  CROSS JOIN period d
  WHERE p.posted_at > d.since
)
SELECT
  r.member_id, CAST(NULL AS STRING) AS peer_id, r.message_id, r.thread_id, r.at,
  CAST(1000000 AS BIGINT) AS value
FROM placed r
WHERE r.nth = 1
