-- reception
-- One row: a post with positive reactions; n is how many people gave one, where reactors are known,
-- else the platform's count. accepted is 1 where one of them takes the post as the answer.
-- Why: how a post was received also where nobody knows by whom. A count without a time is today's,
-- so it is used only where the cut is at the end of the data. at is the time of the post.

WITH received AS (
  SELECT message_id, 1 AS n, CASE WHEN act = 'accepted' THEN 1 ELSE 0 END AS accepted
  FROM attention
  WHERE about_id = message_id
  UNION ALL
  SELECT r.message_id, r.n, CASE WHEN r.kind = 'accepted' THEN 1 ELSE 0 END AS accepted
  FROM reactions r
  CROSS JOIN period d
  WHERE r.account_id IS NULL
    AND r.sign > 0
    AND r.n > 0
    AND (r.reacted_at <= d.as_of OR (r.reacted_at IS NULL AND d.snapshot = 1))
),
counted AS (
  SELECT message_id, CAST(SUM(n) AS BIGINT) AS n, CAST(MAX(accepted) AS BIGINT) AS accepted
  FROM received
  GROUP BY message_id
)
SELECT
  p.message_id, p.member_id, p.thread_id, p.channel_id, p.posted_at AS at, c.n, c.accepted
FROM counted c
JOIN posts p ON p.message_id = c.message_id
