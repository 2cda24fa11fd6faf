-- name: encourages
-- question: Who is warm and thankful towards others?
-- definition: Thanks, acceptances and positive reactions that the member gave to others in the last
--   180 days. Each person so encouraged adds up to 1. For a reaction the row names the message that
--   it was given to.
-- role: encourages
-- cannot see: warm words that are no thanks; encouragement in private; who gave a reaction where
--   the platform tells only a number.
-- citation: Yang, Kraut, Smith, Mayfield and Jurafsky 2019, Seekers, Providers, Welcomers, and
--   Storytellers
-- version: 1
-- needs: text, reactors
-- without text: only reactions are seen, not thanks in words.
-- without reactors: only thanks in words are seen, not who gave a reaction.
-- without text, reactors: nobody can be seen encouraging others.

WITH placed AS (
  SELECT
    a.actor_id AS member_id, a.member_id AS peer_id, a.message_id, a.thread_id, a.at,
    ROW_NUMBER() OVER (PARTITION BY a.actor_id, a.member_id ORDER BY a.at, a.message_id) AS k,
    COUNT(*) OVER (PARTITION BY a.actor_id, a.member_id) AS n
  FROM attention a
  CROSS JOIN period d
  WHERE a.at > d.since
    AND a.act IN ('thanks', 'accepted', 'reaction')
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(1000000 AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(1000000 AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
