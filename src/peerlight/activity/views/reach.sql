-- reach
-- One row: a member who wrote in the last 180 days, and how many others wrote in the same threads.
-- Why: who is already visible. Members are numbered first, because pairs of numbers are told apart
-- several times faster than pairs of names.

WITH wrote AS (
  SELECT DISTINCT p.thread_id, p.member_id
  FROM posts p
  CROSS JOIN period d
  WHERE p.posted_at > d.since
),
numbered AS (
  SELECT member_id, ROW_NUMBER() OVER (ORDER BY member_id) AS number
  FROM (SELECT DISTINCT member_id FROM wrote) writers
),
seats AS (
  SELECT w.thread_id, n.number
  FROM wrote w
  JOIN numbered n ON n.member_id = w.member_id
),
met AS (
  SELECT DISTINCT s.number, o.number AS other
  FROM seats s
  JOIN seats o ON o.thread_id = s.thread_id
  WHERE o.number <> s.number
),
counted AS (
  SELECT number, COUNT(*) AS reached
  FROM met
  GROUP BY number
)
SELECT n.member_id, CAST(COALESCE(c.reached, 0) AS BIGINT) AS reached
FROM numbered n
LEFT JOIN counted c ON c.number = n.number
