-- attention
-- One row: one act by which one member turned to another.
-- Why: what every measure of influence is made of. Of several acts in one message towards one
-- member only the strongest is here: a name called in a reply to the same member is no second row.

SELECT a.actor_id, a.member_id, a.act, a.message_id, a.about_id, a.thread_id, a.at, a.day
FROM addressed a

UNION ALL

SELECT
  p.member_id AS actor_id,
  a.member_id,
  CASE WHEN p.thanks = 1 AND (q.member_id IS NULL OR q.member_id = p.member_id)
    THEN 'thanks' ELSE 'mention' END AS act,
  p.message_id,
  CAST(NULL AS STRING) AS about_id,
  p.thread_id,
  p.posted_at AS at,
  p.day
FROM mentioned a
JOIN posts p ON p.message_id = a.message_id
LEFT JOIN posts q ON q.message_id = p.reply_to
WHERE q.member_id IS NULL OR q.member_id <> a.member_id

UNION ALL

SELECT
  g.actor_id, g.member_id, g.act, g.message_id, g.message_id AS about_id, g.thread_id, g.at,
  CAST((g.at - g.at % 86400000000) / CAST(86400000000 AS DOUBLE) AS BIGINT) AS day
FROM (
  SELECT
    r.actor_id,
    p.member_id,
    CASE
      WHEN r.accepted_at IS NOT NULL THEN 'accepted'
      WHEN r.thanked_at IS NOT NULL THEN 'thanks'
      ELSE 'reaction'
    END AS act,
    p.message_id,
    p.thread_id,
    GREATEST(p.posted_at, COALESCE(r.accepted_at, r.thanked_at, r.reacted_at)) AS at
  FROM reacted r
  JOIN posts p ON p.message_id = r.message_id
  WHERE r.actor_id <> p.member_id
) g
