"""How German-speaking members speak of any subject."""

SLOTS: dict[str, tuple[str, ...]] = {
    "version": ("2.3", "2.4.1", "2.5", "2.5.2", "3.0", "3.0-beta"),
    "data": (
        "Pegelstände", "Fahrpläne", "Ausleihen", "Baumkataster", "Kassenzettel", "Messreihen",
        "Wahlergebnisse", "Vereinslisten", "Ernteerträge", "Wetterdaten", "Stromzähler",
    ),
    "place": ("Graz", "Kiel", "Zürich", "Jena", "Bregenz", "Aachen", "Görlitz", "Linz"),
    "weekday": ("Dienstag", "Mittwoch", "Donnerstag", "Samstag", "Sonntag"),
    "number": ("zwei", "drei", "vier", "zwanzig", "sieben"),
    "page": (
        "https://docs.lanternfish.example/faq", "https://heron.example/cheatsheet",
        "https://docs.lanternfish.example/settings",
    ),
}  # fmt: skip

BEFORE: dict[str, tuple[str, ...]] = {
    "question": ("Hallo zusammen!", "Kurze Frage:", "Moin!", "Wieder ich.", "Ich hänge fest:"),
    "first_question": (
        "Hallo, ich bin neu hier.", "Moin, erste Woche mit Lanternfish.",
        "Entschuldigt, falls das schon gefragt wurde.", "Servus aus {place}!",
    ),
    "answer": (
        "Das kenne ich.", "Das hatte ich auch.", "Hm.", "Aus eigener Erfahrung:",
        "Fast sicher das:", "Keine Sorge.", "Gute Frage.",
    ),
    "chat": ("Nebenbei:", "Tja.", "Geständnis:"),
    "thanks": ("Oh!", "Ach so.", "Super."),
}  # fmt: skip

AFTER: dict[str, tuple[str, ...]] = {
    "question": (
        "Mit {version} ging es noch.", "Danke im Voraus!", "Was übersehe ich?",
        "Es geht um {data}.", "Hat jemand eine Idee?", "Seit {weekday} ist das so.",
    ),
    "first_question": ("Danke im Voraus!", "Mir geht es um {data}."),
    "answer": (
        "Sag Bescheid, ob es klappt.", "So läuft es bei uns seit {version}.", "Ohne Gewähr.",
        "Sonst melde dich noch einmal.", "Ich bin auch darauf hereingefallen.",
        "Am {weekday} kann ich mit draufschauen.", "Danach war Ruhe.", "Siehe <{page}>.",
    ),
    "chat": ("Und bei euch?", "Nur so.", "Gute Nacht.", "Schönen {weekday}!"),
    "welcome": (
        "Woran arbeitest du?", "Frag einfach, wenn etwas klemmt.", "Grüße aus {place}!",
        "Hier beißt niemand.",
    ),
    "introduction": ("Ich freue mich auf euch.", "Wo fange ich am besten an?"),
    "showcase": ("Was meint ihr?", "Hat {number} Abende gedauert."),
    "thanks": ("Schönen {weekday} noch.", "Ich schulde dir einen Tee."),
}  # fmt: skip

TEXTS: dict[str, tuple[str, ...]] = {
    "question": (
        "{trouble}. Woran liegt das?", "{trouble}. Weiß jemand Rat?", "Wie kann ich {want}?",
        "Ich möchte {want}, aber {trouble}.", "Kann man {want}? Bei mir klappt es nicht.",
        "Seit heute ist es so: {trouble}.", "{thing} und kein Ende: {trouble}.",
        "Hat jemand eine Idee, wie man {want} könnte?",
    ),
    "first_question": (
        "Wie kann ich {want}?", "{trouble}. Was habe ich falsch gemacht?",
        "Wo steht, wie man {want} kann?",
    ),
    "introduction": ("Hallo zusammen, mein Thema: {data}.",),
    "answer": (
        "{why}. Mir hat geholfen: {fix}.", "Am einfachsten {fix}.", "Bitte einmal {fix}.",
        "Das liegt daran: {why}. Also {fix}.", "Bei uns war es so: {why}. Erst {fix}.",
        "Ich würde {fix}.", "Vermutlich so: {why}. Da hilft nur: {fix}.",
        "{who} einfach {fix}.", "{who} das kommt daher: {why}. Ich würde {fix}.",
    ),
    "guess": (
        "Keine Ahnung, leider.", "Bei mir auch.", "Welche Version ist das?", "Seltsam.",
        "Vielleicht so: {why}? Nur geraten.", "Bei mir geht es.", "{who} welche Version?",
    ),
    "thanks": (
        "Vielen Dank {who}, das war es!", "Danke {who}, jetzt läuft es.", "Super, danke dir {who}.",
        "Danke, jetzt kann ich {want}.", "Vielen Dank, darauf wäre ich nie gekommen.",
        "{who} danke, auch für die Geduld.",
    ),
    "followup": (
        "{who} wie hast du das gemacht?", "{who} gilt das auch für {data}?",
        "{who} magst du mehr dazu sagen?", "{who} und was ist mit {version}?",
    ),
    "more": (
        "Das probiere ich heute Abend.", "Leider immer noch: {trouble}.", "Das hatte ich schon.",
        "Es ist übrigens {version}.", "Die Hälfte geht jetzt.",
    ),
    "detail": (
        "Das hat {number} Abende gedauert.", "Nichts Besonderes.", "Für {data}, ja.",
        "Ich zeige es dir am {weekday}.", "Vor allem Geduld.",
    ),
    "ask": ("{who} hast du eine Idee?", "Vielleicht weiß {who} das?", "{who} schaust du mal?"),
    "welcome": (
        "Willkommen {who}!", "Hallo {who}, schön, dass du da bist.", "{who} herzlich willkommen.",
        "Servus {who}, gut, dass du hier bist.",
    ),
    "chat": (
        "Ich habe {number} Stunden auf {data} gestarrt.", "Endlich verstanden: {thing}.",
        "Mein Thema heute: {thing}.", "{thing}: wer hat euch das beigebracht?",
    ),
    "banter": (
        "Kenne ich.", "Nein danke, lieber nicht.", "Ha!", "Sehe ich anders.", "Jeden {weekday}.",
        "{who} genau.", "In {place} auch.",
    ),
    "story": (
        "Bericht aus dem Verein: {trouble}. Der Grund: {why}. Mein Rat: {fix}.",
        "Ein Jahr {data}, mein Rat: {fix}.",
    ),
    "showcase": ("Ich habe etwas gebaut: {made}.", "Frisch fertig: {made}."),
    "praise": (
        "Sehr schön!", "Tolle Arbeit {who}!", "Das ist gut erklärt, {who}.", "Das will ich auch.",
    ),
    "ring": (
        "Großartig wie immer {who}!", "Danke {who}, du bist die Beste!", "{who} einfach genial!",
    ),
    "job": ("Wir suchen Verstärkung, Teilzeit geht auch.",),
    "meetup": ("Treffen am {weekday}?",),
    "join_in": ("Bin dabei.", "Diesmal leider nicht.", "Ich komme gern!", "Wir kommen zu zweit."),
    "announcement": ("Lanternfish {version} ist da.",),
    "refusal": ("Nein danke.", "Bitte nicht überall dieselbe Werbung."),
}  # fmt: skip
