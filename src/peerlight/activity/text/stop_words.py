"""The commonest small words of some languages: they tell a language, and never a topic."""

from __future__ import annotations

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """the a an and or but not of to in on at for from with by as is are was were be been
            being am do does did have has had having will would can could should shall may might
            must i i'm i've i'd i'll you you're your yours he she it it's its we we're they their
            them his her him our us me my this that that's these those there here what which who
            whom when where why how if then than so because about into over under after before
            between through during while again just only also very really some any all each more
            most other such no nor own same too don't doesn't didn't isn't can't won't let's up
            down out off once both few get got make like think know want need use see one""",
        "de": """der die das den dem des ein eine einen einem einer eines und oder aber nicht kein
            keine ist sind war waren bin bist sein hat haben habe hatte hatten wird werden wurde
            kann können könnte muss müssen soll sollte ich du er sie es wir ihr mich mir dich dir
            ihn ihm uns euch mein meine dein deine unser von vom zu zum zur mit bei beim nach für
            auf aus im in an am über unter vor durch gegen ohne um bis als wie wenn weil dass ob
            auch noch schon nur sehr mehr so da dann hier dort was wer wo warum man sich diese
            dieser dieses alle etwas nichts immer wieder jetzt mal doch ja nein""",
        "fr": """le la les un une des du de et ou mais ne pas plus est sont était étaient suis es
            sommes êtes être ai as a avons avez ont avait avoir je tu il elle on nous vous ils elles
            me te se mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette
            ces que qui quoi dont où quand comment pourquoi si comme pour par avec sans sous sur
            dans en au aux vers chez entre très bien aussi encore déjà toujours jamais tout tous
            toute toutes même c'est j'ai n'est d'un d'une qu'il il y l'on peut fait faire être
            alors donc parce puis ici là rien""",
        "es": """el la los las un una unos unas de del al y e o u pero no sí es son era eran soy
            eres somos ser está están estoy estar he has ha hemos han había haber yo tú él ella
            nosotros ellos ellas usted ustedes me te se nos le les lo mi mis tu tus su sus nuestro
            nuestra este esta esto estos estas ese esa eso que qué quien cuando cuándo donde dónde
            como cómo porque por para con sin sobre en entre hasta desde muy más menos también ya
            todo todos toda todas algo nada siempre nunca si hay puede puedo hacer
            pues aquí ahora""",
        "pt": """o a os as um uma uns umas de do da dos das no na nos nas ao à aos e ou mas não sim
            é são era eram sou somos ser está estão estou estar tem têm tenho ter havia há eu tu
            você vocês ele ela nós eles elas me te se lhe lhes meu minha meus minhas seu sua seus
            suas nosso nossa este esta isto esse essa isso aquele que quem quando onde como porque
            por para pelo pela com sem sobre em entre até desde muito mais menos também já tudo
            todos toda todas algo nada sempre nunca se pode posso fazer então aqui agora""",
        "it": """il lo la i gli le un uno una di del della dei delle dello degli e o ma non sì è
            sono era erano sei siamo essere ho hai ha abbiamo hanno aveva avere io tu lui lei noi
            voi loro mi ti si ci vi mio mia miei tuo tua suo sua nostro nostra questo questa questi
            quello quella che chi cosa quando dove come perché per con senza su sul sulla in nel
            nella da dal dalla al alla tra fra molto più meno anche già tutto tutti tutta tutte
            qualcosa niente sempre mai se c'è può posso fare allora qui ora adesso""",
        "nl": """de het een en of maar niet geen is zijn was waren ben bent wordt worden werd heb
            hebt heeft hebben had kan kunnen kun moet moeten zal zou zullen ik jij je hij zij ze wij
            we jullie u mij me hem haar ons hun mijn jouw zijn onze dit dat deze die wat wie waar
            wanneer hoe waarom als dan om te van voor met bij naar uit op in aan over onder door
            tegen zonder tot ook nog al alleen heel meer veel er hier daar iets niets altijd weer
            nu toch ja nee want omdat""",
        "sv": """och att det som en ett är var har hade inte den på för med av till från om men
            jag du han hon vi ni de dem mig dig sig min din sin vår så när hur vad vem varför kan
            ska skulle vill måste också bara eller här där nu då alla någon något mycket mer efter
            under utan blir blev vara finns""",
        "da": """og at det som en et er var har havde ikke den på for med af til fra om men jeg du
            han hun vi de dem mig dig sig min din sin vores så når hvordan hvad hvem hvorfor kan
            skal skulle vil må også kun eller her der nu da alle nogen noget meget mere efter under
            uden bliver blev være findes""",
        "pl": """i w we na z ze do nie się że to jest są był była było być jak ale co tak za od po
            dla o u przez przy o tylko już jeszcze może można mam masz ma mamy mnie mi ci go jej
            ich ten ta te tego tej tym które który która czy gdy jeśli kiedy gdzie dlaczego bardzo
            też także więc bo albo lub""",
        "tr": """ve bir bu da de için ile çok ne daha mi mı mu var yok ben sen o biz siz onlar gibi
            ama ya olarak olan kadar sonra her şey nasıl neden nerede değil en ki şu benim""",
        "ru": """и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по
            только ее её мне было вот от меня ещё еще нет о из ему теперь когда даже ну если уже
            или быть был него до вас это эта этот эти там потом себя ничего может они тут где есть
            надо для мы тебя их чем была чтобы без при можно очень почему который""",
        "uk": """і й в у не що він на я з із як а то все вона так його але та ти до у ж ви за б по
            тільки її мені було от від мене ще немає про йому коли навіть якщо вже або бути був
            нього вас це ця цей ці там потім себе нічого може вони тут де є треба для ми тебе їх
            чим була щоб без при можна дуже чому який""",
        "bg": """и в във не че той на аз с със като а то всички тя така му но да ти към у вие за
            би по само я ми беше ето от мен още няма го сега когато дори ако вече или бил вас това
            тази този тези там после себе си нищо може те тук къде е са съм трябва ние ги какво
            много защо който""",
    }.items()
}

_CHATTER = """
    thanks thank thx please pls yes yeah yep nope okay sure hey hello hi guys folks everyone
    everybody anyone someone somebody anybody lol haha wow hmm ah oh well right maybe perhaps
    actually really pretty quite probably basically simply definitely certainly absolutely
    good great nice cool awesome bad better best wrong correct true false sorry welcome
    thing things something anything everything nothing stuff way ways lot lots bit kind sort
    going gonna want wanted wants need needed needs try tried trying tries work works working
    worked use used using uses useful make makes making made take takes took getting got gets
    give gives given giving come comes came look looks looking looked find found finding seem
    seems seemed say says said saying tell told ask asked asking question questions answer
    answers help helped helps helpful know knows known think thinks thought guess believe mean
    means meant understand see saw seen show shows put let keep start started stop add added
    people person someone's time times day days today yesterday tomorrow week weeks month year
    years now new old first last next another different same many much little less least
    still already yet ever never always often sometimes usually currently recently later soon
    though although however therefore otherwise instead else since until within without across
    etc e.g i.e eg ie vs via per able unable possible impossible problem problems issue issues
    example examples case cases point points part parts place end idea ideas reason fact
    hope wonder wondering feel free like liked back around away together maybe able https http
    www com org html doesn't isn't aren't wasn't weren't haven't hasn't hadn't wouldn't couldn't
    shouldn't i'd we've you've they've he's she's it'd who's what's where's how's here's
    there's we'd they'd message messages thread channel post posted link links
    doing done does even two three four five following follow called call calls uploaded
    commented attachment png jpg jpeg gif screenshot screenshots foo bar baz qux topic moved
    renamed interested hours hour minutes minute ago anyway yourself myself own"""
CHATTER = frozenset(_CHATTER.split())
"""English words of every conversation: they are about nothing in particular."""
