-- reach
-- One row: a member who wrote in the last 180 days, and how many others wrote in the same threads.
-- Why: who is already visible. Members are numbered first, because pairs of numbers are told apart
-- several times faster than pairs of names; each pair is kept once and counted for both.

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
  SELECT DISTINCT s.number AS low, o.number AS high
  FROM seats s
  JOIN seats o ON o.thread_id = s.thread_id
  WHERE s.number < o.number
),
counted AS (
  SELECT number, SUM(n) AS reached
  FROM (
    SELECT low AS number, COUNT(*) AS n FROM met GROUP BY low
    UNION ALL
    SELECT high AS number, COUNT(*) AS n FROM met GROUP BY high
  ) sides
  GROUP BY number
)
SELECT n.member_id, CAST(COALESCE(c.reached, 0) AS BIGINT) AS reached
FROM numbered n
LEFT JOIN counted c ON c.number = n.number
