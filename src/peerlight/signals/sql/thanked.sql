-- name: thanked
-- question: Who is thanked?
-- definition: Thanks in words or as a reaction, and answers accepted, from known people in the last
--   two years. Each counts 1. How much the member answers is set against it later.
-- role: none
-- cannot see: thanks in private; thanks in words that the rules do not know. By itself it says
--   nothing about who will be recognised.
-- citation: Peerlight's own benchmark (thanks per reply made goes with being turned to)
-- version: 1
-- needs: text, reactors
-- without text: only acceptances and thanks given as a reaction are seen.
-- without reactors: only thanks in words are seen.
-- without text, reactors: nobody can be seen saying thanks.

SELECT
  a.member_id, a.actor_id AS peer_id, a.message_id, a.thread_id, a.at,
  CAST(1000000 AS BIGINT) AS value
FROM attention a
CROSS JOIN period d
WHERE a.at > d.since_long
  AND a.act IN ('thanks', 'accepted')
