-- name: replies_to_appointed
-- question: How much of this member's talk goes to moderators and staff?
-- definition: Those of replies_given that go to a member who holds an office or title. Each counts
--   1. People who talk mostly to the appointed are less often the ones who help newcomers.
-- role: none
-- cannot see: offices that the source does not name, or that began after the cut.
-- citation: Peerlight's own benchmark (counts against helping newcomers, for being recognised)
-- version: 1
-- builds on: replies_given
-- needs: appointments
-- without appointments: nobody is known to hold an office.

SELECT e.member_id, e.peer_id, e.message_id, e.thread_id, e.at, e.value
FROM evidence_replies_given e
JOIN members m ON m.member_id = e.peer_id
WHERE m.appointed = 1
