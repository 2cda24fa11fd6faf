-- name: experience
-- question: Who speaks from their own experience?
-- definition: Posts of the last 180 days that tell of something the member did or went through
--   themselves, and that do not promote anything. Each counts 1.
-- role: none
-- cannot see: whether the story is true; experience told in a language or way the rules do not
--   know.
-- citation: Antoniak et al. 2024, Where Do People Tell Stories Online?
-- version: 1
-- needs: text
-- without text: nothing can be seen of what posts say.

SELECT
  p.member_id, CAST(NULL AS STRING) AS peer_id, p.message_id, p.thread_id, p.posted_at AS at,
  CAST(1000000 AS BIGINT) AS value
FROM posts p
CROSS JOIN period d
WHERE p.posted_at > d.since
  AND p.experience = 1
  AND p.promotion = 0
