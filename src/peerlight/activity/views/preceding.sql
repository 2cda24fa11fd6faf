-- preceding
-- One row: a post of thanks, and the last other member who wrote in its thread in the 24 hours
-- before it.
-- Why: "thanks!" without a link or a name mostly answers whoever spoke last. A run is a stretch of
-- posts by one member; the post before the run is what all posts of the run look back to.

WITH grateful AS (
  SELECT DISTINCT thread_id FROM posts WHERE thanks = 1
),
turns AS (
  SELECT
    p.message_id,
    p.thread_id,
    p.member_id,
    p.posted_at,
    p.thanks,
    LAG(p.member_id) OVER (PARTITION BY p.thread_id ORDER BY p.posted_at, p.message_id)
      AS before_id,
    LAG(p.message_id) OVER (PARTITION BY p.thread_id ORDER BY p.posted_at, p.message_id)
      AS before_message,
    LAG(p.posted_at) OVER (PARTITION BY p.thread_id ORDER BY p.posted_at, p.message_id)
      AS before_at
  FROM posts p
  JOIN grateful g ON g.thread_id = p.thread_id
),
runs AS (
  SELECT
    message_id, thread_id, posted_at, thanks, before_id, before_message, before_at,
    CASE WHEN before_id = member_id THEN 0 ELSE 1 END AS starts,
    SUM(CASE WHEN before_id = member_id THEN 0 ELSE 1 END) OVER (
      PARTITION BY thread_id ORDER BY posted_at, message_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS run
  FROM turns
)
SELECT r.message_id, s.before_id AS member_id, s.before_message AS about_id
FROM runs r
JOIN runs s ON s.thread_id = r.thread_id AND s.run = r.run
WHERE r.thanks = 1
  AND s.starts = 1
  AND s.before_id IS NOT NULL
  AND r.posted_at - s.before_at <= 86400000000
