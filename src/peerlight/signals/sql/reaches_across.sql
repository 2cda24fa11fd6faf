-- name: reaches_across
-- question: Who joins the talk of groups that are not their own?
-- definition: Threads opened by members of other groups (people who talk mostly with each other) in
--   which the member wrote within the last 180 days: one row per thread, the first post there. Each
--   other group adds up to 1.
-- role: connects
-- cannot see: whether anybody there listened; groups that only exist outside this source.
-- citation: Burt 2004, Structural Holes and Good Ideas
-- version: 1
-- needs: groups
-- without groups: nobody can be seen crossing between groups.

WITH visited AS (
  SELECT
    p.member_id,
    o.member_id AS peer_id,
    theirs.group_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    ROW_NUMBER() OVER (
      PARTITION BY p.member_id, p.thread_id ORDER BY p.posted_at, p.message_id
    ) AS nth
  FROM posts p
  CROSS JOIN period d
  JOIN openings o ON o.thread_id = p.thread_id
  JOIN member_groups theirs ON theirs.member_id = o.member_id
  JOIN member_groups own ON own.member_id = p.member_id
  WHERE p.posted_at > d.since
    AND own.group_id <> theirs.group_id
),
placed AS (
  SELECT
    v.member_id, v.peer_id, v.message_id, v.thread_id, v.at,
    ROW_NUMBER() OVER (PARTITION BY v.member_id, v.group_id ORDER BY v.at, v.message_id) AS k,
    COUNT(*) OVER (PARTITION BY v.member_id, v.group_id) AS n
  FROM visited v
  WHERE v.nth = 1
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
