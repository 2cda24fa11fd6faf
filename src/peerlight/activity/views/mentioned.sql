-- mentioned
-- One row: another member whom a post calls by name.
-- Why: two accounts of one member called in one post are one mention.

SELECT DISTINCT p.message_id, e.member_id
FROM mentions a
JOIN people e ON e.account_id = a.account_id
JOIN posts p ON p.message_id = a.message_id
WHERE e.member_id <> p.member_id
