-- openings
-- One row: the first post of a thread.
-- Why: who began a conversation, and who came to them. The earliest time is found first, because
-- ordering every post of every thread costs far more than two groupings.

WITH earliest AS (
  SELECT thread_id, MIN(posted_at) AS started_at
  FROM posts
  GROUP BY thread_id
),
first_post AS (
  SELECT p.thread_id, MIN(p.message_id) AS message_id
  FROM posts p
  JOIN earliest f ON f.thread_id = p.thread_id AND f.started_at = p.posted_at
  GROUP BY p.thread_id
)
SELECT p.thread_id, p.channel_id, p.member_id, p.message_id, p.posted_at AS started_at, p.question
FROM posts p
JOIN first_post f ON f.message_id = p.message_id
