-- half_years
-- One row: a member in one of the last four spans of 180 days (half 0 is the latest): the posts
-- they wrote in it, the distinct people who turned to them, and how many of those did more than
-- join a thread of theirs (called).
-- Why: being turned to beyond one's volume is a stable trait, so earlier half-years are evidence
-- too. Whoever joins a thread may come for its subject, so they are told apart.

WITH written AS (
  SELECT w.member_id, w.half, COUNT(*) AS posts
  FROM (
    SELECT
      p.member_id,
      CAST(((d.as_of - p.posted_at) - (d.as_of - p.posted_at) % 15552000000000)
        / CAST(15552000000000 AS DOUBLE) AS BIGINT) AS half
    FROM posts p
    CROSS JOIN period d
    WHERE p.posted_at > d.as_of - 62208000000000
  ) w
  GROUP BY w.member_id, w.half
),
met AS (
  SELECT
    a.member_id,
    a.actor_id,
    CAST(((d.as_of - a.at) - (d.as_of - a.at) % 15552000000000)
      / CAST(15552000000000 AS DOUBLE) AS BIGINT) AS half,
    MAX(CASE WHEN a.act = 'joined' THEN 0 ELSE 1 END) AS called
  FROM attention a
  CROSS JOIN period d
  WHERE a.at > d.as_of - 62208000000000
  GROUP BY
    a.member_id,
    a.actor_id,
    CAST(((d.as_of - a.at) - (d.as_of - a.at) % 15552000000000)
      / CAST(15552000000000 AS DOUBLE) AS BIGINT)
),
received AS (
  SELECT m.member_id, m.half, COUNT(*) AS turned, SUM(m.called) AS called
  FROM met m
  GROUP BY m.member_id, m.half
)
SELECT
  w.member_id,
  w.half,
  CAST(w.posts AS BIGINT) AS posts,
  CAST(COALESCE(r.turned, 0) AS BIGINT) AS turned,
  CAST(COALESCE(r.called, 0) AS BIGINT) AS called
FROM written w
LEFT JOIN received r ON r.member_id = w.member_id AND r.half = w.half
