-- name: welcomes
-- question: Who turns to newcomers?
-- definition: Newcomers whom the member answered, thanked or mentioned within 14 days of their
--   first post, in the last 180 days. Each newcomer counts 1, by the earliest such post.
-- role: welcomes
-- cannot see: welcomes in private; newcomers who read and never write; whether the words were warm.
-- citation: Joyce and Kraut 2006, Predicting Continued Participation in Newsgroups; CHAOSS New
--   Contributors and Community Welcomingness
-- version: 1
-- needs: replies, mentions
-- without replies: an answer is told from who opened the thread, so newcomers who first speak in
--   somebody else's thread are seen answered only when called by name.
-- without mentions: names called are not seen.

SELECT
  c.member_id, c.newcomer_id AS peer_id, c.message_id, c.thread_id, c.at,
  CAST(1000000 AS BIGINT) AS value
FROM contacts c
CROSS JOIN period d
WHERE c.at > d.since
