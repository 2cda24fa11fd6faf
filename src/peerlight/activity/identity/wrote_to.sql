-- wrote to
-- One row: two members who could be one person, and how often either called or answered the other.
-- Answers count where own_ids is 1: under ids of the platform's own.
-- Why: people seldom call themselves by name, or answer themselves under another id.
-- Cannot see: talk that is not linked.
-- Version: wrote-to-1

WITH acts AS (
  SELECT m.account_id AS by_account, n.account_id AS to_account, 0 AS replies, 1 AS calls
  FROM mentions n
  JOIN messages m ON m.message_id = n.message_id
  UNION ALL
  SELECT m.account_id AS by_account, q.account_id AS to_account, 1 AS replies, 0 AS calls
  FROM messages m
  JOIN messages q ON q.message_id = m.reply_to
),
counted AS (
  SELECT by_account, to_account, SUM(replies) AS replies, SUM(calls) AS calls
  FROM acts GROUP BY by_account, to_account
),
ways AS (
  SELECT one, other, one_account AS by_account, other_account AS to_account, own_ids FROM couples
  UNION ALL
  SELECT one, other, other_account AS by_account, one_account AS to_account, own_ids FROM couples
)
SELECT b.one, b.other, CAST(SUM(c.calls + b.own_ids * c.replies) AS BIGINT) AS times
FROM ways b
JOIN counted c ON c.by_account = b.by_account AND c.to_account = b.to_account
GROUP BY b.one, b.other
HAVING SUM(c.calls + b.own_ids * c.replies) > 0
ORDER BY b.one, b.other
