-- preceding
-- One row: a post of thanks, and the last other member who wrote in its thread in the 24 hours
-- before it.
-- Why: "thanks!" without a link or a name mostly answers whoever spoke last. The 24 hours lie in
-- the post's own day and the day before; joining on both keeps a busy thread from being compared
-- with itself as a whole.

WITH grateful AS (
  SELECT message_id, thread_id, member_id, posted_at, day AS near
  FROM posts
  WHERE thanks = 1
  UNION ALL
  SELECT message_id, thread_id, member_id, posted_at, day - 1 AS near
  FROM posts
  WHERE thanks = 1
),
earlier AS (
  SELECT
    g.message_id,
    p.member_id,
    p.message_id AS about_id,
    ROW_NUMBER() OVER (
      PARTITION BY g.message_id ORDER BY p.posted_at DESC, p.message_id DESC
    ) AS back
  FROM grateful g
  JOIN posts p ON p.thread_id = g.thread_id AND p.day = g.near
  WHERE p.member_id <> g.member_id
    AND g.posted_at - p.posted_at <= 86400000000
    AND (p.posted_at < g.posted_at
      OR (p.posted_at = g.posted_at AND p.message_id < g.message_id))
)
SELECT message_id, member_id, about_id
FROM earlier
WHERE back = 1
