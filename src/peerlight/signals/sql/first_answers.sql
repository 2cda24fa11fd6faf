-- name: first_answers
-- question: Who is the first to help somebody who asks?
-- definition: Help given (as in askers_answered) in the last two years, where nobody helped this
--   asker in this thread before. Each counts 1.
-- role: answers
-- cannot see: help before the two years in a thread that goes on; whether being first was a race.
-- citation: CHAOSS Time to First Response (here: by whom, not how soon)
-- version: 1
-- builds on: askers_answered
-- needs: text, replies
-- without text: questions cannot be told, so the first post turning to whoever opened a thread
--   counts as help.
-- without replies: who answers whom is read from threads and the order of posts alone.

WITH placed AS (
  SELECT
    e.member_id, e.peer_id, e.message_id, e.thread_id, e.at,
    ROW_NUMBER() OVER (
      PARTITION BY e.peer_id, e.thread_id ORDER BY e.at, e.message_id
    ) AS nth
  FROM evidence_askers_answered e
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at, CAST(1000000 AS BIGINT) AS value
FROM placed r
WHERE r.nth = 1
