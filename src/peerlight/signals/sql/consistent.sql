-- name: consistent
-- question: Who is here week after week?
-- definition: Weeks (from Monday, UTC) of the last two years with at least one post: one row per
--   week, the first post in it. Each counts 1. The longest gap is read from the same rows.
-- role: none
-- cannot see: reading along; a rest taken for good reason. Members who came later have fewer weeks.
-- citation: CHAOSS Inactive Contributors and Burstiness (the other side of both)
-- version: 1
-- needs:

WITH placed AS (
  SELECT
    p.member_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    ROW_NUMBER() OVER (PARTITION BY p.member_id, p.week ORDER BY p.posted_at, p.message_id) AS nth
  FROM posts p
  CROSS JOIN period d
  WHERE p.posted_at > d.since_long
)
SELECT
  r.member_id, CAST(NULL AS STRING) AS peer_id, r.message_id, r.thread_id, r.at,
  CAST(1000000 AS BIGINT) AS value
FROM placed r
WHERE r.nth = 1
