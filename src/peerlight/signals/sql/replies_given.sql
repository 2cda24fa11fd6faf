-- name: replies_given
-- question: How often does this member turn to others in words?
-- definition: Replies, mentions, and joining somebody's thread, in the last two years. Each counts
--   1 for each person turned to. It is what thanks and replies to appointed members are set
--   against.
-- role: none
-- cannot see: whether the words were kind or useful.
-- citation: Peerlight's own benchmark (the denominator of two measures)
-- version: 1
-- needs: replies, mentions
-- without replies: whom a post turns to is read from names and from who opened the thread.
-- without mentions: names called are not seen.

SELECT
  a.actor_id AS member_id, a.member_id AS peer_id, a.message_id, a.thread_id, a.at,
  CAST(1000000 AS BIGINT) AS value
FROM attention a
CROSS JOIN period d
WHERE a.at > d.since_long
  AND a.act IN ('reply', 'mention', 'joined')
