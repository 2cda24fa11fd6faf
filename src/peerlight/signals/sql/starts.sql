-- name: starts
-- question: Whose threads draw people in?
-- definition: Threads that the member opened in the last 180 days: one row for each other person's
--   first post there within 14 days of the opening. Each counts 1, so a thread with nine people
--   counts nine and one that nobody joined counts nothing.
-- role: starts
-- cannot see: readers; gatherings and work begun elsewhere; whether people came for the subject or
--   for the person. Where a room has no threads, nobody starts any.
-- citation: CHAOSS Types of Contributions (starting conversations)
-- version: 1
-- needs:

WITH came AS (
  SELECT
    o.member_id,
    p.member_id AS peer_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    ROW_NUMBER() OVER (
      PARTITION BY p.thread_id, p.member_id ORDER BY p.posted_at, p.message_id
    ) AS nth
  FROM openings o
  CROSS JOIN period d
  JOIN posts p ON p.thread_id = o.thread_id
  WHERE o.started_at > d.since
    AND p.member_id <> o.member_id
    AND p.posted_at <= o.started_at + 1209600000000
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at, CAST(1000000 AS BIGINT) AS value
FROM came r
WHERE r.nth = 1
