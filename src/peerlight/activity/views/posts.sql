-- posts
-- One row: a message by a human, at or before the cut. Private channels are here only if they
-- were named when they were read.
-- Why: the only view that reads messages; what is not here has no replies, mentions or reactions
-- either. A week is counted from Monday, 29 December 1969. Divisions are written so that both
-- engines give the same whole number: what is divided is exact in a double.

WITH marked AS (
  SELECT
    message_id,
    MAX(CASE WHEN kind = 'question' THEN 1 ELSE 0 END) AS question,
    MAX(CASE WHEN kind = 'thanks' THEN 1 ELSE 0 END) AS thanks,
    MAX(CASE WHEN kind = 'experience' THEN 1 ELSE 0 END) AS experience,
    MAX(CASE WHEN kind = 'promotion' THEN 1 ELSE 0 END) AS promotion
  FROM marks
  WHERE value = '1' AND kind IN ('question', 'thanks', 'experience', 'promotion')
  GROUP BY message_id
)
SELECT
  m.message_id,
  e.member_id,
  m.channel_id,
  m.thread_id,
  m.reply_to,
  m.kind,
  m.posted_at,
  CAST((m.posted_at - m.posted_at % 86400000000)
    / CAST(86400000000 AS DOUBLE) AS BIGINT) AS day,
  CAST((m.posted_at + 259200000000 - (m.posted_at + 259200000000) % 604800000000)
    / CAST(604800000000 AS DOUBLE) AS BIGINT) AS week,
  CAST(CASE WHEN m.kind = 'question' THEN 1 ELSE COALESCE(k.question, 0) END AS BIGINT) AS question,
  CAST(COALESCE(k.thanks, 0) AS BIGINT) AS thanks,
  CAST(COALESCE(k.experience, 0) AS BIGINT) AS experience,
  CAST(COALESCE(k.promotion, 0) AS BIGINT) AS promotion,
  CAST(CASE WHEN m.text <> '' THEN 1 ELSE 0 END AS BIGINT) AS has_text
FROM messages m
JOIN people e ON e.account_id = m.account_id
CROSS JOIN period d
LEFT JOIN marked k ON k.message_id = m.message_id
WHERE m.posted_at <= d.as_of
  AND m.kind <> 'system'
  AND m.deleted_at IS NULL
