/* One job has one run: claim, intent, act deadline, takeover, and the submission as the outside act. README.md says what is left out.

   Behind each action stands the class and member that implements it. Any process may rest for any time between two steps: that is SPIN's scheduler, and
   with it every pause of a node, a network or the database. What faults cost (fence, crash, hand-off, lost answer of a write) is paid from FAULTS.

   Controls, each takes one guard away and must fail:
     NO_CLAIM     EntityStart.ClaimsFirst = false          NO_LOOKUP   a submission that posts until it hears an answer (Simulation: BlindSubmission)
     NO_DEADLINE  ActDeadlineHandler without its check     NO_UNIQUE   a journal without the key (entity, sequence)
     NO_RECALL    an unknown application is posted again without asking what the resource manager still remembers (Simulation: SaysItRemembers)
   Assumptions, each taken away shows what rests on it:
     LATE_POST      a post may leave later than JobSettings.PostLateness after it was decided (by code that waits between decision and socket)
     FORGETS_EARLY  a resource manager forgets an application that ended while a post of it is still under way
   ONLY_TWO_LIVE leaves the assertion out that an application id runs once: a control must find the worse thing. PROGRESS adds the two formulas at the end. */

#define NODES 2
#define RUNS 2
#define IDS 4
#define SLOTS 2
#ifndef FAULTS
#define FAULTS 2
#endif
#ifndef POSTS
#define POSTS 1        /* of an id: a post is not sent, or given up, while so many earlier ones are under way for whose answer nobody waits */
#endif

/* JobState.Phase, as far as a submission goes */
#define NEW 0
#define PREPARING 1
#define SUBMITTING 2
#define RUNNING 3
#define DONE 4

/* The resource manager's view of an application id */
#define UNKNOWN 0
#define LIVE 1
#define FINAL 2
#define FORGOTTEN 3

/* Where the effect submit:N of a node stands */
#define E_NONE 0
#define E_LOOK 1       /* SubmissionStep.LookUp */
#define E_DECIDED 2    /* SubmissionStep.Post: decided by PostUntil; not yet at the socket */
#define E_CHECKED 3    /* the right was checked in the innermost handler; not yet sent */
#define E_SENT 4       /* the request is under way */
#define E_ACCEPTED 5   /* outcome RunAccepted */
#define E_OVER 6       /* outcome ApplicationSeen(final), RunRefused or ApplicationMissing: the run is over */

/* Time of a run since its intent */
#define YOUNG 0        /* now < PostUntil */
#define OLD 1          /* PostUntil <= now < AbsenceCountsFrom */
#define GONE 9
#define OVER 2         /* AbsenceCountsFrom <= now */

typedef JobState { byte nr; byte phase; byte id; bit started };
typedef Commit { bit used; byte by; byte claim; byte nr; byte phase; byte id; bit started };

/* The database. The journal is the state that its rows fold to. Instead of sequence numbers: isNext, "what this node read is still the end of the journal".
   A write from there has the number that is free and whose predecessor is there; once another row lands it is refused for ever (PostgresWriteSql.Write). */
byte jClaim;                       /* node + 1 whose present incarnation made the last claim; 0: an incarnation that is gone */
JobState j;
Commit flight[SLOTS];              /* writes that were sent; by = node + 1 while that node waits for the answer */
bit fenced[NODES];
byte owner;                        /* what sharding says */

/* The resource manager */
byte rm[IDS + 1];
byte idRun[IDS + 1];
byte latePosts[IDS + 1];           /* posts under way for whose answer nobody waits */
byte live;

/* Nodes */
bit loaded[NODES], claimed[NODES], must[NODES], waits[NODES], mhh[NODES], refusal[NODES];
byte told[NODES];                  /* answer of the write: 1 durable, 2 refused */
byte answer[NODES];                /* answer of the post: 1 accepted, 2 refused */
byte eff[NODES];
bit isNext[NODES];
JobState s[NODES];
JobState after[NODES];
bit isClaim[NODES];

byte age[RUNS + 1];
byte faults = FAULTS;
bit acked;
#ifdef PROGRESS
bit ran;                           /* something was submitted and ran */
#endif

#define RIGHT(n) (!fenced[n])
/* ICluster.RemembersSinceAsync */
#ifdef NO_RECALL
#define RECALLS(i) true
#else
#define RECALLS(i) (rm[i] != FORGOTTEN)
#endif
#define MAYWRITE(n) (loaded[n] && claimed[n] && !waits[n])
#define OVER_IS_NEXT(n) after[n].started = s[n].started; after[n].id = 0; \
    if :: s[n].nr < RUNS -> after[n].nr = s[n].nr + 1; after[n].phase = PREPARING \
       :: else -> after[n].nr = s[n].nr; after[n].phase = DONE fi

/* EntityMachine.Launch, EntityActor.Write, WriteWorker: sends after[n]; waits while no slot is free. One that is not next is refused whenever it arrives. */
inline send(n, c) {
    isClaim[n] = (c > 0); waits[n] = 1; told[n] = 0;
#ifndef NO_UNIQUE
    if :: !isNext[n] -> told[n] = 2
       :: else ->
#endif
    k = (flight[0].used -> 1 : 0);
    flight[k].used = 1; flight[k].by = n + 1; flight[k].claim = c;
    flight[k].nr = after[n].nr; flight[k].phase = after[n].phase; flight[k].id = after[n].id; flight[k].started = after[n].started;
#ifndef NO_UNIQUE
    fi;
#endif
    k = 0
}
#define ROOM (!flight[0].used || !flight[1].used)

/* EntityMachine.CancelEffects, EntityActor.PostStop: ends the waiting, not the act */
inline cancel(n) {
    if :: eff[n] == E_SENT && answer[n] == 0 -> latePosts[s[n].id]++ :: else fi;
    eff[n] = E_NONE; answer[n] = 0; refusal[n] = 0; mhh[n] = 0
}

/* The child actor ends. Its write stays under way: UnsettledWrites */
inline unload(n) {
    cancel(n);
    if :: waits[n] -> must[n] = 1 :: else fi;
    if :: flight[0].used && flight[0].by == n + 1 -> flight[0].by = 0 :: else fi;
    if :: flight[1].used && flight[1].by == n + 1 -> flight[1].by = 0 :: else fi;
    loaded[n] = 0; claimed[n] = 0; waits[n] = 0; told[n] = 0; isClaim[n] = 0; isNext[n] = 0;
    s[n].nr = 0; s[n].phase = 0; s[n].id = 0; s[n].started = 0;
    after[n].nr = 0; after[n].phase = 0; after[n].id = 0; after[n].started = 0
}

/* A new incarnation: EngineWatch restarts the actor system, INodeStore.JoinAsync adds a row. The old one's memory is gone, what it sent is not. */
inline restart(n) {
    unload(n); must[n] = 0; fenced[n] = 0;
    if :: jClaim == n + 1 -> jClaim = 0 :: else fi;
    if :: flight[0].claim == n + 1 -> flight[0].claim = GONE :: else fi;
    if :: flight[1].claim == n + 1 -> flight[1].claim = GONE :: else fi
}

inline copyAfter(n) { after[n].nr = s[n].nr; after[n].phase = s[n].phase; after[n].id = s[n].id; after[n].started = s[n].started }

/* ResourceManager: new-application. An id that nobody holds leaves no trace, so it may be handed out again: the model needs fewer ids. */
#define FREE(i) (rm[i] == UNKNOWN && latePosts[i] == 0 && j.id != i && s[0].id != i && s[1].id != i \
    && flight[0].id != i && flight[1].id != i)

proctype Node(byte n) {
    byte k;
end:
    do
    /* EntityGate.Load, EntityMachine.CompleteRecovery: the last claim of this incarnation still stands, unless a write of unknown outcome may still come */
    :: d_step { owner == n && !loaded[n] && RIGHT(n) ->
        loaded[n] = 1; isNext[n] = 1; s[n].nr = j.nr; s[n].phase = j.phase; s[n].id = j.id; s[n].started = j.started; mhh[n] = 1;
#ifdef NO_CLAIM
        claimed[n] = 1
#else
        claimed[n] = (jClaim == n + 1 && !must[n])
#endif
       }

    /* NodeHeartbeat.End, EngineWatch: it reads that it is fenced */
    :: d_step { fenced[n] -> restart(n) }

    /* EntityMachine.Claim: because of an owed effect, a command, or ClaimDue */
    :: d_step { loaded[n] && !claimed[n] && !waits[n] && ROOM -> copyAfter(n); send(n, n + 1) }

    /* EntityMachine.Write of the command start: People, Planning.Plan */
    :: d_step { MAYWRITE(n) && !s[n].started && ROOM -> after[n].started = 1; after[n].nr = 1; after[n].phase = PREPARING; after[n].id = 0; send(n, 0) }

    /* EntityMachine.Settle (or Repeat) to Output.Answer; EntityActor answers only by its right */
    :: d_step { loaded[n] && s[n].started && !acked && RIGHT(n) -> acked = 1; assert(j.started) }

    /* PrepareRunHandler, then Submissions.Prepared: the id is journaled before it is posted */
    :: d_step { MAYWRITE(n) && s[n].phase == PREPARING && RIGHT(n) && ROOM && (FREE(1) || FREE(2) || FREE(3) || FREE(4)) ->
        copyAfter(n); after[n].phase = SUBMITTING;
        if :: FREE(1) -> after[n].id = 1 :: else -> if :: FREE(2) -> after[n].id = 2 :: else -> if :: FREE(3) -> after[n].id = 3 :: else -> after[n].id = 4 fi fi fi;
        send(n, 0) }

    /* EntityMachine.AlignEffects, SubmissionProtocol.Begin */
    :: d_step { loaded[n] && claimed[n] && s[n].phase == SUBMITTING && eff[n] == E_NONE && RIGHT(n) ->
#ifdef NO_LOOKUP
        eff[n] = E_DECIDED
#else
        if :: mhh[n] -> eff[n] = E_LOOK
           :: !mhh[n] && age[s[n].nr] == YOUNG -> eff[n] = E_DECIDED
           :: else -> eff[n] = E_OVER fi
#endif
       }

    /* SubmitRunHandler.LookUpAsync, SubmissionProtocol.AfterFound and AfterMissing; then RecallAsync: where it has forgotten, it is not posted again. (In one step: what it
       remembers is asked after it was looked up, and what it has not forgotten then it had not forgotten before.) */
    :: d_step { eff[n] == E_LOOK && RIGHT(n) &&
                (rm[s[n].id] == LIVE || rm[s[n].id] == FINAL || (age[s[n].nr] == YOUNG && !refusal[n] && RECALLS(s[n].id)) || age[s[n].nr] == OVER) ->
        if :: rm[s[n].id] == LIVE -> eff[n] = E_ACCEPTED
           :: rm[s[n].id] == FINAL -> eff[n] = E_OVER
           :: else -> if :: age[s[n].nr] == YOUNG && !refusal[n] && RECALLS(s[n].id) -> eff[n] = E_DECIDED
                         :: else -> eff[n] = E_OVER fi fi }

    /* ActDeadlineHandler.SendAsync: the innermost check */
#ifdef NO_DEADLINE
    :: d_step { eff[n] == E_DECIDED -> eff[n] = E_CHECKED }
#else
    :: d_step { eff[n] == E_DECIDED && RIGHT(n) -> eff[n] = E_CHECKED }
#endif
    /* ... and the request leaves, however long after */
    :: d_step { eff[n] == E_CHECKED && latePosts[s[n].id] < POSTS -> eff[n] = E_SENT; idRun[s[n].id] = s[n].nr }

    /* SubmitRunHandler.PostAsync: no answer. The post may still arrive. */
    :: d_step { eff[n] == E_SENT && answer[n] == 0 && latePosts[s[n].id] < POSTS -> latePosts[s[n].id]++; mhh[n] = 1;
#ifdef NO_LOOKUP
        eff[n] = E_DECIDED
#else
        eff[n] = E_LOOK
#endif
       }

    /* SubmissionProtocol.After(Posted): accepted is looked up too; a refusal is the end only where no earlier post may have been accepted */
    :: d_step { eff[n] == E_SENT && answer[n] > 0 ->
#ifdef NO_LOOKUP
        if :: answer[n] == 1 -> eff[n] = E_ACCEPTED :: else -> eff[n] = E_OVER fi;
#else
        if :: answer[n] == 1 -> mhh[n] = 1; eff[n] = E_LOOK
           :: answer[n] == 2 && !mhh[n] -> eff[n] = E_OVER
           :: else -> refusal[n] = 1; eff[n] = E_LOOK fi;
#endif
        answer[n] = 0 }

    /* Submissions.Accepted */
    :: d_step { MAYWRITE(n) && eff[n] == E_ACCEPTED && ROOM -> copyAfter(n); after[n].phase = RUNNING; send(n, 0) }
    /* Submissions.Refused, Sightings.Final with Conclusions.End, Sightings.NeverSeen: the run has ended, Failures.Follow plans the next or gives up */
    :: d_step { MAYWRITE(n) && eff[n] == E_OVER && ROOM -> OVER_IS_NEXT(n); send(n, 0) }

    /* ClusterObserver, RunMonitor: Sightings.Seen and Missing */
    :: d_step { MAYWRITE(n) && RIGHT(n) && s[n].phase == SUBMITTING && rm[s[n].id] == LIVE && ROOM -> copyAfter(n); after[n].phase = RUNNING; send(n, 0) }
    :: d_step { MAYWRITE(n) && RIGHT(n) && ((s[n].phase == SUBMITTING || s[n].phase == RUNNING) && rm[s[n].id] == FINAL || s[n].phase == RUNNING && rm[s[n].id] == FORGOTTEN) && ROOM ->
        OVER_IS_NEXT(n); send(n, 0) }

    /* EntityMachine.Complete, AlignEffects */
    :: d_step { waits[n] && told[n] == 1 ->
        if :: after[n].phase != s[n].phase || after[n].id != s[n].id -> cancel(n) :: else fi;
        if :: isClaim[n] -> claimed[n] = 1 :: else fi;
        s[n].nr = after[n].nr; s[n].phase = after[n].phase; s[n].id = after[n].id; s[n].started = after[n].started;
        waits[n] = 0; told[n] = 0; isClaim[n] = 0;
        after[n].nr = 0; after[n].phase = 0; after[n].id = 0; after[n].started = 0 }

    /* EntityMachine.FailFlight(Refused): it stops, EntityGate loads it anew */
    :: d_step { waits[n] && told[n] == 2 -> waits[n] = 0; unload(n) }
    od
}

#ifdef NO_UNIQUE
#define REFUSE_OTHERS
#else
/* the other write with this number */
#define REFUSE_OTHERS if :: flight[1 - i].by > 0 -> told[flight[1 - i].by - 1] = 2 :: else fi; clear(1 - i); isNext[0] = 0; isNext[1] = 0;
#endif
inline clear(x) { flight[x].used = 0; flight[x].by = 0; flight[x].claim = 0; flight[x].nr = 0; flight[x].phase = 0; flight[x].id = 0; flight[x].started = 0 }
inline land(i) {
    /* I3: what was acknowledged is not lost, and not done twice */
    assert(!acked || flight[i].started);
    if :: flight[i].phase == SUBMITTING && flight[i].id != j.id -> age[flight[i].nr] = YOUNG :: else fi;
    if :: flight[i].claim == GONE -> jClaim = 0 :: flight[i].claim > 0 && flight[i].claim != GONE -> jClaim = flight[i].claim :: else fi;
    j.nr = flight[i].nr; j.phase = flight[i].phase; j.id = flight[i].id; j.started = flight[i].started;
    REFUSE_OTHERS
    if :: flight[i].by > 0 -> told[flight[i].by - 1] = 1; isNext[flight[i].by - 1] = 1 :: else fi;
    clear(i)
}

/* PostgresWriteSql.Write: ON CONFLICT DO NOTHING on (entity, sequence), and the predecessor must be there */
proctype Database() {
end:
    do
    :: d_step { flight[0].used -> land(0) }
    :: d_step { flight[1].used -> land(1) }
    /* it never arrives */
    :: d_step { flight[0].used && flight[0].by == 0 -> clear(0) }
    :: d_step { flight[1].used && flight[1].by == 0 -> clear(1) }
    od
}

/* A known id is taken without effect; a forgotten one runs again */
inline arrive(x) {
    if
    :: rm[x] == LIVE || rm[x] == FINAL -> verdict = 1
    :: else ->
        if
        :: verdict == 1 ->
            /* I4: never two live applications of the job */
            assert(live == 0);
#ifndef ONLY_TWO_LIVE
            /* ... and what has ended does not run again */
            assert(rm[x] != FORGOTTEN);
#endif
            rm[x] = LIVE; live++;
#ifdef PROGRESS
            ran = 1
#endif
        :: else
        fi
    fi
}

proctype ResourceManager() {
    byte verdict, i;
end:
    do
    :: d_step { eff[0] == E_SENT && answer[0] == 0 -> verdict = 1; arrive(s[0].id); answer[0] = verdict; verdict = 0 }
    :: d_step { eff[0] == E_SENT && answer[0] == 0 -> verdict = 2; arrive(s[0].id); answer[0] = verdict; verdict = 0 }
    :: d_step { eff[1] == E_SENT && answer[1] == 0 -> verdict = 1; arrive(s[1].id); answer[1] = verdict; verdict = 0 }
    :: d_step { eff[1] == E_SENT && answer[1] == 0 -> verdict = 2; arrive(s[1].id); answer[1] = verdict; verdict = 0 }
    :: d_step { latePosts[1] > 0 -> latePosts[1]--; verdict = 1; arrive(1); verdict = 0 }
    :: d_step { latePosts[2] > 0 -> latePosts[2]--; verdict = 1; arrive(2); verdict = 0 }
    :: d_step { latePosts[3] > 0 -> latePosts[3]--; verdict = 1; arrive(3); verdict = 0 }
    :: d_step { latePosts[4] > 0 -> latePosts[4]--; verdict = 1; arrive(4); verdict = 0 }
    /* a late one is lost, or refused */
    :: d_step { latePosts[1] > 0 -> latePosts[1]-- }
    :: d_step { latePosts[2] > 0 -> latePosts[2]-- }
    :: d_step { latePosts[3] > 0 -> latePosts[3]-- }
    :: d_step { latePosts[4] > 0 -> latePosts[4]-- }
    /* it ends by itself */
    :: d_step { live > 0 ->
        i = 1; do :: i <= IDS && rm[i] != LIVE -> i++ :: else -> break od;
        rm[i] = FINAL; live--; i = 0 }
    /* yarn.resourcemanager.max-completed-applications: as soon as it has ended */
#define POSTING(n, i) (s[n].id == i && (eff[n] == E_DECIDED && !fenced[n] || eff[n] == E_CHECKED || eff[n] == E_SENT && answer[n] == 0))
#ifdef FORGETS_EARLY
#define FORGETS(i) (rm[i] == FINAL)
#else
#define FORGETS(i) (rm[i] == FINAL && latePosts[i] == 0 && !POSTING(0, i) && !POSTING(1, i))
#endif
    :: d_step { FORGETS(1) -> rm[1] = FORGOTTEN }
    :: d_step { FORGETS(2) -> rm[2] = FORGOTTEN }
    :: d_step { FORGETS(3) -> rm[3] = FORGOTTEN }
    :: d_step { FORGETS(4) -> rm[4] = FORGOTTEN }
    od
}

/* PostLateness: a post that was checked and sent has arrived, or never will, when absence counts. A fenced node may sleep with one decided for ever: its check refuses it. */
#define UNDERWAY(n, r) (s[n].nr == r && (eff[n] == E_CHECKED || eff[n] == E_SENT && answer[n] == 0))
#ifdef LATE_POST
#define WAITING(n, r) false
#else
#define WAITING(n, r) (s[n].nr == r && eff[n] == E_DECIDED && !fenced[n])
#endif
#define LATE(i, r) (latePosts[i] > 0 && idRun[i] == r)
#define QUIET(r) (!UNDERWAY(0, r) && !UNDERWAY(1, r) && !WAITING(0, r) && !WAITING(1, r) && !LATE(1, r) && !LATE(2, r) && !LATE(3, r) && !LATE(4, r))
#define INTENDED(r) (j.nr > r || j.nr == r && j.phase >= SUBMITTING)

proctype Clock() {
    do
    :: d_step { INTENDED(1) && age[1] == YOUNG -> age[1] = OLD }
    :: d_step { INTENDED(2) && age[2] == YOUNG -> age[2] = OLD }
    :: d_step { age[1] == OLD && QUIET(1) -> age[1] = OVER }
    :: d_step { age[2] == OLD && QUIET(2) -> age[2] = OVER }
    /* the only end: where nothing can happen any more, the job has come to its end, or SPIN reports an invalid end state */
    :: j.phase == DONE && age[1] == OVER && age[2] == OVER -> break
    od
}

#define FAULTS_OF(n) \
    /* INodeStore.FenceAsync by a survivor, FenceAfter after the last renewal, when ActFor has passed: the right has ended by the sleeper's own clocks. Then its shards move. */ \
    :: d_step { faults > 0 && !fenced[n] && !fenced[1 - n] -> fenced[n] = 1; owner = 1 - n; faults-- } \
    /* SIGKILL */ \
    :: d_step { faults > 0 && (loaded[n] || must[n]) -> restart(n); faults-- } \
    /* hand-off of a shard: EntityGate stops its child first, then another node loads it */ \
    :: d_step { faults > 0 && owner == n && !fenced[n] && !fenced[1 - n] -> unload(n); owner = 1 - n; faults-- } \
    /* WriteFailure.Unknown: no answer, the row may come later */ \
    :: d_step { faults > 0 && waits[n] -> unload(n); faults-- }

proctype Faults() {
end:
    do
    FAULTS_OF(0)
    FAULTS_OF(1)
    od
}

init {
    atomic {
        run Node(0); run Node(1); run Database(); run ResourceManager(); run Clock(); run Faults()
    }
}

/* I5, I8: the job gets on, by weak fairness; faults are finitely many. Something is submitted (or all runs were refused); and each run that was intended comes to its end. */
#ifdef PROGRESS
ltl progress { <> (ran || j.phase == DONE) }
ltl concludes { <> (j.phase == DONE) }
#endif
