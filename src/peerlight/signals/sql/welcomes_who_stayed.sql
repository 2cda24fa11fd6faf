-- name: welcomes_who_stayed
-- question: How many of the newcomers this member turned to stayed?
-- definition: Newcomers whom the member answered, thanked or mentioned within 14 days of their
--   first post, in the last two years, and who posted again on days 7 to 60. Each counts 1.
-- role: welcomes
-- cannot see: whether they stayed because of it. This is a count with evidence and nothing more:
--   how much one person raises the chance of staying cannot be told from such data. Newcomers of
--   the last 60 days are counted once they have posted again.
-- citation: Joyce and Kraut 2006; CHAOSS Conversion Rate; Peerlight's own benchmark (a lift per
--   person is noise)
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
JOIN newcomers w ON w.member_id = c.newcomer_id
WHERE c.at > d.since_long
  AND w.stayed = 1
