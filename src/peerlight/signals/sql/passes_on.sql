-- name: passes_on
-- question: Whose links and posts do others use again?
-- definition: In the last 180 days, posts of others, in another thread, that carry a link which the
--   member was the first to share here (not longer than two years ago), that link to a post of the
--   member, or that reply to one. Each person counts 1 for each link or post, by their first use.
-- role: amplifies
-- cannot see: what is passed on outside; the same page under two addresses; whether the other
--   person found the link by themselves. Bare domains do not count.
-- citation: our own
-- version: 1
-- needs: links, replies
-- without links: only replies from one thread to a post in another are seen.
-- without replies: only links are seen being used again.
-- without links, replies: nothing can be seen being passed on.

WITH shared AS (
  SELECT
    p.member_id, p.message_id, p.thread_id, p.posted_at,
    REPLACE(REPLACE(SPLIT_PART(SPLIT_PART(l.url, '#', 1), '?utm_', 1), 'https://', ''),
      'http://', '') AS address
  FROM links l
  JOIN posts p ON p.message_id = l.message_id
),
tidy AS (
  SELECT DISTINCT
    s.member_id, s.message_id, s.thread_id, s.posted_at,
    CASE
      WHEN s.address LIKE 'www.%/' THEN SUBSTRING(s.address, 5, LENGTH(s.address) - 5)
      WHEN s.address LIKE 'www.%' THEN SUBSTRING(s.address, 5)
      WHEN s.address LIKE '%/' THEN SUBSTRING(s.address, 1, LENGTH(s.address) - 1)
      ELSE s.address
    END AS address
  FROM shared s
),
sharings AS (
  SELECT
    t.member_id, t.message_id, t.thread_id, t.posted_at, t.address,
    ROW_NUMBER() OVER (PARTITION BY t.address ORDER BY t.posted_at, t.message_id) AS nth
  FROM tidy t
  WHERE t.address LIKE '%/_%'
),
pointed AS (
  -- pairs of messages first: a planner that is offered "another thread" beside the addresses may
  -- compare every post with every other
  SELECT DISTINCT l.message_id AS pointing_id, m.message_id AS pointed_id
  FROM links l
  JOIN messages m ON m.url = l.url
  WHERE m.url IS NOT NULL
),
reused AS (
  SELECT
    f.member_id, s.member_id AS peer_id, s.message_id, s.thread_id, s.posted_at,
    f.message_id AS origin
  FROM sharings f
  CROSS JOIN period d
  JOIN sharings s ON s.address = f.address
  WHERE f.nth = 1
    AND f.posted_at > d.since_long
    AND s.thread_id <> f.thread_id

  UNION ALL

  SELECT
    p.member_id, s.member_id AS peer_id, s.message_id, s.thread_id, s.posted_at,
    p.message_id AS origin
  FROM pointed i
  JOIN posts s ON s.message_id = i.pointing_id
  JOIN posts p ON p.message_id = i.pointed_id
  WHERE s.thread_id <> p.thread_id

  UNION ALL

  SELECT
    p.member_id, s.member_id AS peer_id, s.message_id, s.thread_id, s.posted_at,
    p.message_id AS origin
  FROM posts s
  JOIN posts p ON p.message_id = s.reply_to
  WHERE s.thread_id <> p.thread_id
),
uses AS (
  SELECT
    r.member_id, r.peer_id, r.message_id, r.thread_id, r.posted_at AS at,
    ROW_NUMBER() OVER (
      PARTITION BY r.member_id, r.peer_id, r.origin ORDER BY r.posted_at, r.message_id
    ) AS nth
  FROM reused r
  WHERE r.member_id <> r.peer_id
)
SELECT
  u.member_id, u.peer_id, u.message_id, u.thread_id, u.at,
  CAST(COUNT(*) * 1000000 AS BIGINT) AS value
FROM uses u
CROSS JOIN period d
WHERE u.nth = 1
  AND u.at > d.since
GROUP BY u.member_id, u.peer_id, u.message_id, u.thread_id, u.at
