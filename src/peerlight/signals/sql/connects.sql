-- name: connects
-- question: Who links people who would otherwise not meet?
-- definition: Words exchanged in the last 180 days, in either direction, across a divide: with
--   somebody of another group, or with a newcomer in their first 30 days, if the member is past
--   that time and exchanged words with a veteran (here for over a year) too, so that the way from
--   newcomer to veteran goes through the member. Each person on the other side adds up to 1.
-- role: connects
-- cannot see: introductions made in private; whether the two sides ever met. Reactions are not
--   words and do not count.
-- citation: Burt 2004, Structural Holes and Good Ideas; the newcomer and veteran side is our own
-- version: 1
-- needs: groups, replies
-- without groups: only links between newcomers and veterans are seen.
-- without replies: who speaks with whom is read from names and from who opened the thread.

WITH words AS (
  SELECT a.actor_id, a.member_id, a.message_id, a.thread_id, a.at
  FROM attention a
  CROSS JOIN period d
  WHERE a.at > d.since
    AND (a.about_id IS NULL OR a.about_id <> a.message_id)
),
exchanged AS (
  SELECT w.member_id, w.actor_id AS peer_id, w.message_id, w.thread_id, w.at
  FROM words w

  UNION ALL

  SELECT w.actor_id AS member_id, w.member_id AS peer_id, w.message_id, w.thread_id, w.at
  FROM words w
),
near_veterans AS (
  SELECT DISTINCT x.member_id
  FROM exchanged x
  JOIN members v ON v.member_id = x.peer_id
  WHERE x.at > v.first_at + 31536000000000
),
crossing AS (
  SELECT x.member_id, x.peer_id, x.message_id, x.thread_id, x.at
  FROM exchanged x
  JOIN members m ON m.member_id = x.member_id
  LEFT JOIN member_groups own ON own.member_id = x.member_id
  LEFT JOIN member_groups theirs ON theirs.member_id = x.peer_id
  LEFT JOIN newcomers w ON w.member_id = x.peer_id
  LEFT JOIN near_veterans v ON v.member_id = x.member_id
  WHERE own.group_id <> theirs.group_id
    OR (
      x.at <= w.first_at + 2592000000000
      AND x.at > m.first_at + 2592000000000
      AND v.member_id IS NOT NULL
    )
),
placed AS (
  SELECT
    c.member_id, c.peer_id, c.message_id, c.thread_id, c.at,
    ROW_NUMBER() OVER (PARTITION BY c.member_id, c.peer_id ORDER BY c.at, c.message_id) AS k,
    COUNT(*) OVER (PARTITION BY c.member_id, c.peer_id) AS n
  FROM crossing c
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
