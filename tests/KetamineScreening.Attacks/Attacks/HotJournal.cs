using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// One copy of an SQLite store in the middle of a commit, with keys: the journal has the counters before the turn, the file those after it.
/// </summary>
internal sealed class HotJournal() : SingleAttack(
    new("**one SQLite store with keys in the middle of a commit (rollback journal): one answer**", Expectation.Succeeds))
{
    // Only the last copies before the journal is emptied matter: the file is completely written by then.
    private const int MaxCopies = 8;

    public override int Rounds => 3;

    public override bool AppliesToNaive => false;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = new RealTarget(new Setup());
        var questionnaire = KnownQuestionnaire.Largest;
        for (var round = 0; round < rounds; round++)
        {
            var (forged, candidates) = (questionnaire.Crowd(9, random), questionnaire.ButForOneAnswer(random));
            var truth = random.Next(candidates.Count);
            await target.PostAsync([.. forged, candidates[truth]]);
            using var keys = target.CopyKeys();
            var copies = await CopyDuringTurnAsync(target);

            // Some copies are torn; the one with the most changed counters is complete.
            var complete = copies
                .Select(copy => Change(copy, questionnaire, keys))
                .OfType<Observation>()
                .MaxBy(change => change.Without([]).Count(entry => entry.Value != 0));
            var guess = Guess.Of(complete, forged, [.. candidates.Select(candidate => candidate.Vector)], random);
            Row.Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
        }
    }

    private static async Task<Queue<(byte[] File, byte[] Journal)>> CopyDuringTurnAsync(RealTarget target)
    {
        var copies = new Queue<(byte[], byte[])>();
        var journal = target.StoreFile + "-journal";

        // The clock would run the turn before it returns.
        for (var turn = Task.Run(target.TurnAsync); !turn.IsCompleted;)
        {
            if (!File.Exists(journal) || new FileInfo(journal).Length == 0)
            {
                await Task.Yield();
                continue;
            }

            // The journal is read first, so that it is never newer than the file.
            var before = Read(journal);
            copies.Enqueue((Read(target.StoreFile), before));
            if (copies.Count > MaxCopies) copies.Dequeue();
        }

        return copies;
    }

    // SQLite rolls back when it opens a file with a journal, and does not without it.
    private static Observation? Change((byte[] File, byte[] Journal) copy, KnownQuestionnaire questionnaire, KeyCopy keys)
    {
        return State(copy.File, copy.Journal) is { } before && State(copy.File, []) is { } after ? after.Since(before) : null;

        Observation? State(byte[] file, byte[] journal)
        {
            var folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
            try
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, StoredCopy.Database), file);
                if (journal.Length > 0) File.WriteAllBytes(Path.Combine(folder.FullName, StoredCopy.Database + "-journal"), journal);
                return new StoredCopy(folder.FullName).Read(questionnaire, keys);
            }
            catch (SqliteException)
            {
                // The copy is torn.
                return null;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
