-- company
-- One row: a member and a thread in which they wrote in the last 180 days, and how many posts.
-- Why: talk counts where others take part in it; what people write among themselves alone, or to
-- nobody, makes nobody known.

SELECT
  p.member_id,
  p.thread_id,
  CAST(COUNT(*) AS BIGINT) AS posts
FROM posts p
CROSS JOIN period d
WHERE p.posted_at > d.since
GROUP BY p.member_id, p.thread_id
