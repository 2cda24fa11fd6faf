-- addressed
-- One row: a post that turns to somebody other than by calling a name: a reply, thanks, or joining
-- a thread that somebody opened.
-- Why: a post does at most one of these. A reply to a message that is not here might be to anybody,
-- so it turns to nobody; one's own message says nothing about others, so the post counts as free.

WITH free AS (
  SELECT
    p.message_id,
    p.member_id AS actor_id,
    p.thread_id,
    p.posted_at,
    p.day,
    p.thanks,
    p.reply_to,
    CASE WHEN q.member_id <> p.member_id THEN q.member_id END AS answered_id,
    CASE WHEN (p.reply_to IS NULL OR q.member_id = p.member_id) AND a.message_id IS NULL
      THEN 1 ELSE 0 END AS is_free
  FROM posts p
  LEFT JOIN posts q ON q.message_id = p.reply_to
  LEFT JOIN (SELECT DISTINCT message_id FROM mentioned) a ON a.message_id = p.message_id
),
aimed AS (
  SELECT
    f.actor_id,
    CASE
      WHEN f.answered_id IS NOT NULL THEN f.answered_id
      WHEN f.is_free = 1 AND b.member_id IS NOT NULL THEN b.member_id
      WHEN f.is_free = 1 AND o.member_id <> f.actor_id
        AND f.posted_at <= o.started_at + 1209600000000 THEN o.member_id
    END AS member_id,
    CASE
      WHEN f.answered_id IS NOT NULL AND f.thanks = 1 THEN 'thanks'
      WHEN f.answered_id IS NOT NULL THEN 'reply'
      WHEN b.member_id IS NOT NULL THEN 'thanks'
      ELSE 'joined'
    END AS act,
    f.message_id,
    CASE
      WHEN f.answered_id IS NOT NULL THEN f.reply_to
      WHEN b.member_id IS NOT NULL THEN b.about_id
      ELSE o.message_id
    END AS about_id,
    f.thread_id,
    f.posted_at AS at,
    f.day
  FROM free f
  LEFT JOIN preceding b ON b.message_id = f.message_id
  LEFT JOIN openings o ON o.thread_id = f.thread_id
)
SELECT a.actor_id, a.member_id, a.act, a.message_id, a.about_id, a.thread_id, a.at, a.day
FROM aimed a
WHERE a.member_id IS NOT NULL
