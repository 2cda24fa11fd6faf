-- name: answers
-- question: Whose help do people get when they ask?
-- definition: Help given (as in askers_answered) in the last 180 days. Each asker in each thread
--   adds up to 1, and to 2 where the asker thanked the member in that thread or one of the answers
--   was accepted.
-- role: answers
-- cannot see: whether the answer was right or useful where nobody says so; help given in private or
--   elsewhere. Many askers never come back to say thanks.
-- citation: Zhang, Ackerman and Adamic 2007, Expertise Networks in Online Communities; CHAOSS Types
--   of Contributions
-- version: 1
-- builds on: askers_answered
-- needs: text, replies, reactions
-- without text: questions and thanks cannot be told, so the first post turning to whoever opened a
--   thread counts as help.
-- without replies: who answers whom is read from threads and the order of posts alone.
-- without reactions: accepted answers are not known, only thanks in words.
-- without text, reactions: the first post turning to whoever opened a thread counts as help, and
--   nobody can be seen accepting an answer or saying thanks.

WITH helped AS (
  SELECT e.member_id, e.peer_id, e.message_id, e.thread_id, e.at
  FROM evidence_askers_answered e
  CROSS JOIN period d
  WHERE e.at > d.since
),
confirmed AS (
  SELECT a.member_id, a.actor_id AS peer_id, a.thread_id
  FROM attention a
  WHERE a.act IN ('accepted', 'thanks')

  UNION

  SELECT h.member_id, h.peer_id, h.thread_id
  FROM helped h
  JOIN reception r ON r.message_id = h.message_id
  WHERE r.accepted = 1
),
placed AS (
  SELECT
    h.member_id, h.peer_id, h.message_id, h.thread_id, h.at,
    CASE WHEN c.member_id IS NULL THEN 1000000 ELSE 2000000 END AS whole,
    ROW_NUMBER() OVER (
      PARTITION BY h.member_id, h.peer_id, h.thread_id ORDER BY h.at, h.message_id
    ) AS k,
    COUNT(*) OVER (PARTITION BY h.member_id, h.peer_id, h.thread_id) AS n
  FROM helped h
  LEFT JOIN confirmed c
    ON c.member_id = h.member_id AND c.peer_id = h.peer_id AND c.thread_id = h.thread_id
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at,
  CAST(FLOOR(CAST(r.whole AS DOUBLE) * r.k / r.n)
    - FLOOR(CAST(r.whole AS DOUBLE) * (r.k - 1) / r.n) AS BIGINT) AS value
FROM placed r
