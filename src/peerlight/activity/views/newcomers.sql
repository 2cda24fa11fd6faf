-- newcomers
-- One row: a member whose first post is later than the archive's first 90 days.
-- Why: before that, nobody can tell a newcomer from somebody who was there already. stayed is 1
-- once they post on days 7 to 60, 0 when day 60 has passed without, null until then.

WITH born AS (
  SELECT member_id, MIN(posted_at) AS first_at
  FROM posts
  GROUP BY member_id
),
fresh AS (
  SELECT b.member_id, b.first_at, d.as_of
  FROM born b
  CROSS JOIN period d
  WHERE b.first_at > d.settled
),
known AS (
  SELECT
    f.member_id,
    f.first_at,
    f.as_of,
    MIN(CASE WHEN p.posted_at = f.first_at THEN p.message_id END) AS message_id,
    MAX(CASE WHEN p.posted_at >= f.first_at + 604800000000
      AND p.posted_at <= f.first_at + 5184000000000 THEN 1 ELSE 0 END) AS seen_again
  FROM fresh f
  JOIN posts p ON p.member_id = f.member_id
  GROUP BY f.member_id, f.first_at, f.as_of
)
SELECT
  k.member_id,
  k.message_id,
  p.thread_id,
  p.channel_id,
  k.first_at,
  CAST(CASE
    WHEN k.seen_again = 1 THEN 1
    WHEN k.as_of >= k.first_at + 5184000000000 THEN 0
  END AS BIGINT) AS stayed
FROM known k
JOIN posts p ON p.message_id = k.message_id
