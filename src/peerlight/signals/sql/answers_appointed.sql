-- name: answers_appointed
-- question: In how many threads of moderators and staff does this member take part?
-- definition: Threads opened by another member who holds an office or title, in which the member
--   wrote within the last two years: one row per thread, the first post there. Each counts 1.
-- role: none
-- cannot see: offices that the source does not name, or that began after the cut.
-- citation: Peerlight's own benchmark (goes with being recognised later)
-- version: 1
-- needs: appointments
-- without appointments: nobody is known to hold an office.

WITH placed AS (
  SELECT
    p.member_id,
    o.member_id AS peer_id,
    p.message_id,
    p.thread_id,
    p.posted_at AS at,
    ROW_NUMBER() OVER (
      PARTITION BY p.member_id, p.thread_id ORDER BY p.posted_at, p.message_id
    ) AS nth
  FROM openings o
  JOIN members m ON m.member_id = o.member_id
  JOIN posts p ON p.thread_id = o.thread_id
  CROSS JOIN period d
  WHERE m.appointed = 1
    AND p.member_id <> o.member_id
    AND p.posted_at > d.since_long
)
SELECT
  r.member_id, r.peer_id, r.message_id, r.thread_id, r.at, CAST(1000000 AS BIGINT) AS value
FROM placed r
WHERE r.nth = 1
