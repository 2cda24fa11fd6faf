-- name: appreciated
-- question: Whose posts are well received?
-- definition: Positive reactions of the last 180 days to the member's posts: 1 for each person and
--   post where it is known who reacted, else one row per post with the platform's count. What was
--   to be expected is set against it later.
-- role: none
-- cannot see: who reacted where the platform tells only a number (then the row has no peer, and
--   stands at the time of the post); readers who liked it in silence.
-- citation: DuMouchel 1999, Bayesian Data Mining in Large Frequency Tables (observed against
--   expected)
-- version: 1
-- needs: reactions
-- without reactions: nothing can be seen of how posts are received.

SELECT
  a.member_id, a.actor_id AS peer_id, a.message_id, a.thread_id, a.at,
  CAST(1000000 AS BIGINT) AS value
FROM attention a
CROSS JOIN period d
WHERE a.about_id = a.message_id
  AND a.at > d.since

UNION ALL

SELECT
  r.member_id, CAST(NULL AS STRING) AS peer_id, r.message_id, r.thread_id, r.at,
  CAST((r.n - COALESCE(k.n, 0)) * 1000000 AS BIGINT) AS value
FROM reception r
CROSS JOIN period d
LEFT JOIN (
  SELECT message_id, COUNT(*) AS n
  FROM attention
  WHERE about_id = message_id
  GROUP BY message_id
) k ON k.message_id = r.message_id
WHERE r.at > d.since
  AND r.n > COALESCE(k.n, 0)
