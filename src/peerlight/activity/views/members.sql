-- members
-- One row: a human who wrote a post or turned to somebody.
-- Why: volume, tenure and breadth, which every estimate is corrected for. An undated title is
-- today's, so it counts only where the cut is at the end of the data. Arrival puts members in an
-- order that hangs on what they did and not on what they are called; only twins in every act are
-- told apart by their ids.

WITH active AS (
  SELECT
    member_id,
    MIN(first_at) AS first_at,
    MAX(last_at) AS last_at,
    SUM(acts) AS acts,
    MIN(first_act) AS first_act,
    MAX(last_act) AS last_act
  FROM (
    SELECT
      member_id,
      MIN(posted_at) AS first_at,
      MAX(posted_at) AS last_at,
      COUNT(*) AS acts,
      MIN(message_id) AS first_act,
      MAX(message_id) AS last_act
    FROM posts
    GROUP BY member_id
    UNION ALL
    SELECT
      a.actor_id AS member_id,
      MIN(a.at) AS first_at,
      MAX(a.at) AS last_at,
      COUNT(*) AS acts,
      MIN(a.message_id) AS first_act,
      MAX(a.message_id) AS last_act
    FROM attention a
    GROUP BY a.actor_id
  ) seen
  GROUP BY member_id
),
by_week AS (
  SELECT
    p.member_id,
    p.week,
    COUNT(*) AS posts,
    SUM(CASE WHEN p.posted_at > d.since THEN 1 ELSE 0 END) AS posts_180
  FROM posts p
  CROSS JOIN period d
  GROUP BY p.member_id, p.week
),
written AS (
  SELECT
    member_id,
    SUM(posts) AS posts,
    SUM(posts_180) AS posts_180,
    COUNT(*) AS weeks,
    SUM(CASE WHEN posts_180 > 0 THEN 1 ELSE 0 END) AS weeks_180
  FROM by_week
  GROUP BY member_id
),
broad AS (
  SELECT member_id, COUNT(*) AS threads_180
  FROM (
    SELECT DISTINCT p.member_id, p.thread_id
    FROM posts p
    CROSS JOIN period d
    WHERE p.posted_at > d.since
  ) touched
  GROUP BY member_id
),
outward AS (
  SELECT actor_id AS member_id, SUM(CASE WHEN spoken > 0 THEN 1 ELSE 0 END) AS partners_180
  FROM ties
  GROUP BY actor_id
),
inward AS (
  SELECT member_id, COUNT(*) AS turned_180
  FROM ties
  GROUP BY member_id
),
offices AS (
  SELECT DISTINCT e.member_id
  FROM appointments t
  JOIN people e ON e.account_id = t.account_id
  CROSS JOIN period d
  WHERE t.appointed
    AND (t.since <= d.as_of OR (t.since IS NULL AND d.snapshot = 1))
    AND (t.until IS NULL OR t.until > d.as_of)
)
SELECT
  a.member_id,
  a.first_at,
  a.last_at,
  CAST(ROW_NUMBER() OVER (
    ORDER BY a.first_at, a.last_at, a.acts, a.first_act, a.last_act, a.member_id
  ) AS BIGINT) AS arrival,
  CAST(COALESCE(w.posts, 0) AS BIGINT) AS posts,
  CAST(COALESCE(w.posts_180, 0) AS BIGINT) AS posts_180,
  CAST(COALESCE(b.threads_180, 0) AS BIGINT) AS threads_180,
  CAST(COALESCE(w.weeks, 0) AS BIGINT) AS weeks,
  CAST(COALESCE(w.weeks_180, 0) AS BIGINT) AS weeks_180,
  CAST(COALESCE(o.partners_180, 0) AS BIGINT) AS partners_180,
  CAST(COALESCE(i.turned_180, 0) AS BIGINT) AS turned_180,
  CAST(CASE WHEN f.member_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS appointed
FROM active a
LEFT JOIN written w ON w.member_id = a.member_id
LEFT JOIN broad b ON b.member_id = a.member_id
LEFT JOIN outward o ON o.member_id = a.member_id
LEFT JOIN inward i ON i.member_id = a.member_id
LEFT JOIN offices f ON f.member_id = a.member_id
