-- bot activity
-- One row: an account that wrote up to period.as_of, with what would betray a machine:
-- its messages, how many differently they open (digits left out), how many came at the same second
-- of the hour, and how many other accounts ever mentioned it or replied to it.
-- Cannot see: posts written by a person through a machine, or a machine that talks like a person.
-- Version: bots-1

WITH written AS (
  SELECT
    m.message_id,
    m.account_id,
    m.reply_to,
    m.posted_at % 3600000000 - m.posted_at % 1000000 AS beat,
    CASE WHEN LENGTH(m.text) > 0
      THEN SUBSTR(TRANSLATE(LOWER(SUBSTR(m.text, 1, 64)), '0123456789', ''), 1, 32)
    END AS opening
  FROM messages m
  CROSS JOIN period p
  WHERE m.posted_at <= p.as_of AND m.kind <> 'system' AND m.deleted_at IS NULL
),
rhythm AS (
  SELECT b.account_id, MAX(b.n) AS on_beat
  FROM (SELECT account_id, beat, COUNT(*) AS n FROM written GROUP BY account_id, beat) b
  GROUP BY b.account_id
),
calls AS (
  SELECT n.account_id, w.account_id AS by_account_id
  FROM mentions n
  JOIN written w ON w.message_id = n.message_id
  UNION ALL
  SELECT q.account_id, w.account_id AS by_account_id
  FROM written w
  JOIN written q ON q.message_id = w.reply_to
),
called AS (
  SELECT account_id, COUNT(DISTINCT by_account_id) AS addressed_by
  FROM calls
  WHERE account_id <> by_account_id
  GROUP BY account_id
)
SELECT
  w.account_id,
  COUNT(*) AS messages,
  COUNT(w.opening) AS texts,
  COUNT(DISTINCT w.opening) AS openings,
  MAX(r.on_beat) AS on_beat,
  COALESCE(MAX(c.addressed_by), 0) AS addressed_by
FROM written w
JOIN rhythm r ON r.account_id = w.account_id
LEFT JOIN called c ON c.account_id = w.account_id
GROUP BY w.account_id
ORDER BY w.account_id
