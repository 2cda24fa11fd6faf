"""What English-speaking members of the invented Lanternfish community write."""

SLOTS: dict[str, tuple[str, ...]] = {
    "part": (
        "the importer", "the scheduler", "the column browser", "the plot panel", "the cache",
        "the query editor", "the export step", "the type guesser", "the job runner", "the catalog",
        "the join wizard", "the notebook bridge", "the tile server", "the lineage view",
    ),
    "system": (
        "Debian", "Fedora", "an old MacBook", "Windows 11", "a tiny VPS", "our cluster",
        "a Raspberry Pi", "WSL", "a locked-down work laptop", "an ARM server",
    ),
    "version": ("2.3", "2.4", "2.4.1", "2.5", "2.5.2", "3.0 beta", "the nightly"),
    "error": (
        "`catalog is locked`", "`no such column`", "`permission denied`",
        "`unexpected end of file`",
        "`cannot infer type`", "a blank page", "`out of memory`", "`connection reset`",
        "`version mismatch`", "a spinner that never stops",
    ),
    "plot": (
        "a heat map", "small multiples", "a box plot by week", "a map with bubbles",
        "a slope chart", "stacked bars", "a ridge plot", "a calendar view", "error bars",
    ),
    "fix": (
        "clear the cache folder and start again", "pin the driver to the older release",
        "set `workers` to 1 first and see whether it still happens",
        "run `lanternfish doctor` and read the third line",
        "move the file out of the synced folder", "cast the column to text before the join",
        "raise the memory limit in the settings file", "delete the lock file, it is left over",
        "sort by date before you plot, it does not do that for you",
        "use the long option, the short one means something else since spring",
        "put the time zone into the connection string", "turn lazy loading off for that table",
        "check that both sides really have the same encoding", "update the plug-in, not the core",
    ),
    "why": (
        "it trips over the old index", "the docs still describe the old way",
        "the default changed with the last release", "it guesses the type from 100 rows only",
        "two processes write to the same catalog", "the proxy cuts long answers",
        "the path has a space in it", "the locale decides about the comma",
    ),
    "data": (
        "bus arrivals", "tree inventories", "library loans", "river levels", "bakery receipts",
        "museum tickets", "bike counters", "school menus", "choir rehearsals", "harbour logs",
        "bird sightings", "greenhouse sensors", "recipe ratings", "train delays",
    ),
    "place": (
        "the harbour library", "the old mill", "the café by the station", "the makers' hall",
        "a video call", "the university annex", "the community garden",
    ),
    "weekday": ("Tuesday", "Wednesday", "Thursday", "next Monday", "Saturday"),
    "job": (
        "a data engineer", "an analyst", "a support engineer", "a documentation writer",
        "a tester",
    ),
    "number": ("2", "3", "4", "five", "a dozen", "40", "200"),
    "small": ("tea", "rain", "my cat", "the weekend", "a long train ride", "bad coffee", "snow"),
}  # fmt: skip

TEXTS: dict[str, tuple[str, ...]] = {
    "question": (
        "Does anybody know why {part} shows {error} on {system}? It worked with {version}.",
        "I am stuck: {part} stops with {error} as soon as I load {data}. What am I missing?",
        "How do you install {version} on {system}? The last step gives me {error}.",
        "Is there a way to draw {plot} from {data} without writing it by hand?",
        "Has anyone deployed {part} on {system}? Mine restarts every few minutes.",
        "Question about {part}: how can I make it skip the first {number} rows?",
        "After the update to {version} I see {error}. Did I break it or is it known?",
        "What would you use for {plot} when there are gaps in {data}?",
        "Can {part} run on {system} without root? Thanks in advance!",
        "Anyone here who got {part} to read {data} with commas as decimal points?",
        "Could somebody have a look at {part} with me? I only get {error}. Thanks in advance.",
    ),
    "first_question": (
        "Hi, I am new here. I tried to install {version} on {system} and got {error}. Any idea?",
        "Hello! First week with Lanternfish. How do I load {data} into {part}?",
        "Sorry if this was asked before: where do I start when I only want {plot}?",
        "New here and a bit lost: {part} says {error} and I do not know what it wants from me.",
    ),
    "introduction": (
        "Hi all, I work with {data} and would like to get better at {plot}. Happy to be here!",
        "Hello from me. I came for {part} and stayed for the friendly tone. I like {small}.",
        "Hi! I teach a small course and want to use Lanternfish on {system} next term.",
        "Good morning, I am {job} and just moved from spreadsheets. Glad I found you.",
    ),
    "answer": (
        "I had the same on {system}. In the end {why}. What helped me: {fix}.",
        "That happens because {why}. Try this: {fix}.",
        "You can {fix}. It should work with {version}, I checked it this morning.",
        "Two things to look at. First, {why}. Second, {fix}.",
        "Short answer: {fix}. Long answer: {why}, and nobody has repaired that yet.",
        "We ran into this at work with {data}. We had to {fix}, then it was quiet.",
        "{part} is innocent here I think, {why}. Could you {fix}?",
        "Step by step: stop {part}, {fix}, start it again. Tell me if {error} comes back.",
    ),
    "guess": (
        "No idea, sorry. Maybe restart it?", "Same here, following.", "+1, I see {error} too.",
        "Which version is it?", "Strange. For me {version} works.", "Did you search the docs?",
        "Perhaps {why}? Only guessing.", "I gave up on {part} and do it by hand.",
    ),
    "thanks": (
        "That was it, thank you so much {who}!", "Thanks {who}, it works now.",
        "Wow, {who}, you saved my afternoon. Thank you.", "Works! Thanks a lot.",
        "Ah, so {why}. Thank you {who}, I would never have found that.",
        "Thanks, that did the trick.", "{who} thank you, also for being so patient.",
    ),
    "followup": (
        "{who} how did you do that on {system}?", "{who} can you say more about {part}?",
        "Interesting, {who}. Does that also hold for {data}?", "{who} would you share the query?",
        "{who} and what happens with {version}?", "Good point {who}.",
    ),
    "more": (
        "Hm, I will try that tonight.", "It is {version} on {system}, by the way.",
        "Still {error}, but a different line now.", "I did that already, no luck.",
        "Half of it works now, only {data} are still missing.", "No hurry, it is only for {data}.",
    ),
    "ask": (
        "{who} do you have an idea?", "Maybe {who} knows?", "{who} you did something like this?",
        "Calling {who}, who knows {part} well.",
    ),
    "welcome": (
        "Welcome {who}! Good that you are here. What are you working on?",
        "Hi {who}, welcome. If you get stuck, ask here, nobody bites. For the start: {fix}.",
        "Welcome aboard {who}! Tell us about {data} one day. The beginners' page is short.",
        "Hello {who} and welcome! I started last year with {error} every day, it gets better.",
    ),
    "chat": (
        "Today: {small}. And you?", "I looked at {data} for an hour instead of working.",
        "Is it only me or did {part} get faster?", "Anyone awake? {small} kept me up.",
        "Unpopular opinion: {plot} is always the wrong choice.", "Friday mood: {small}.",
        "I finally understood what {part} is for. It took me {number} months.",
    ),
    "banter": (
        "Ha, true.", "Same.", "I disagree, but politely.", "That made my day.", "Oh no.",
        "With {small} everything is better.", "Tell me about it.", "No thanks, I will pass.",
        "Sounds like {part} to me.", "Fair enough.", "Not here, thankfully.",
    ),
    "story": (
        "I used {part} for {data} at our club this month. We had {number} problems, {why} was the "
        "worst, but in the end we got {plot} on the wall.",
        "What I learnt from moving {data} to {version}: test on {system} first. We lost a day "
        "because {why}.",
        "Small report from my team: after a year with {part} I would do it again. My tip: {fix}.",
    ),
    "showcase": (
        "I made {plot} from {data}, comments welcome!",
        "New in my corner: {part} now draws {plot}.",
        "Weekend project: {data} as {plot}. It runs on {system}.",
    ),
    "praise": (
        "This is lovely.", "Great work {who}!", "Nice, I will steal that for {data}.",
        "So well explained, {who}.", "Beautiful colours!", "Keep going, this is really useful.",
    ),
    "ring": (
        "Amazing as always {who}!", "{who} you are the best, thank you!",
        "Thanks {who}, everyone should read this!", "{who} is simply brilliant.",
    ),
    "job": (
        "We look for {job} who likes {data}. Part time is fine. Write to me.",
        "My team has an open place for {job}, remote, {number} days a week.",
    ),
    "meetup": (
        "Shall we meet on {weekday} in {place}? I would show {plot}.",
        "Next evening: {weekday}, {place}. Topic: {part} and {data}. All welcome!",
    ),
    "join_in": ("I am in.", "Count me in!", "Sadly not this time, no thanks.", "See you there."),
    "announcement": (
        "Lanternfish {version} is out. Please read the notes about {part} before you update.",
        "Maintenance on {weekday}: {part} will be away for an hour.",
        "Reminder: be kind, use threads, and put long logs into a file.",
    ),
    "review": ("Looks good to me, one remark: {why}.", "Could you add a test with {data}?"),
    "refusal": ("No thanks.", "No thank you, please do not post this everywhere.", "Spam again?"),
}  # fmt: skip
