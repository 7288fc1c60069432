namespace Freehold.Delivery.Tests.Invariants;

/// <summary>A promise of the product, held against a world that has come to rest.</summary>
internal abstract class Invariant
{
    public static IReadOnlyList<Invariant> All { get; } =
    [
        new JobsEndAsTheyMay(), new StatesMoveForward(), new EventsAreWhole(), new OneAttemptAtATime(), new WorkersStartOnce(), new NothingIsLogged(),
    ];

    /// <exception cref="InvariantViolatedException">One of them does not hold.</exception>
    public static void CheckAll(World world)
    {
        var violations = All.SelectMany(invariant => invariant.Violations(world).Select(violation => $"{invariant.GetType().Name}: {violation}")).ToList();
        if (violations.Count > 0)
            throw new InvariantViolatedException(string.Join(Environment.NewLine, violations));
    }

    /// <summary>What breaks it, each in a sentence; nothing when it holds.</summary>
    protected abstract IEnumerable<string> Violations(World world);
}
