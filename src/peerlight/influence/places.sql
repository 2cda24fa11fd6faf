-- places
-- One row: a member and a channel in which they wrote in the last 180 days: their posts there, and
-- the positive reactions to these posts.
-- Why: a post in a lively channel draws more reactions than the same post in a quiet one, so what
-- a member's posts drew is held against what others' posts in the same channels draw.

SELECT
  p.member_id,
  p.channel_id,
  CAST(COUNT(*) AS BIGINT) AS posts,
  CAST(SUM(COALESCE(r.n, 0)) AS BIGINT) AS received
FROM posts p
CROSS JOIN period d
LEFT JOIN reception r ON r.message_id = p.message_id
WHERE p.posted_at > d.since
GROUP BY p.member_id, p.channel_id
