namespace Freehold.Delivery.Tests.Schedules;

/// <summary>
/// Something that a schedule does to the world. Its numbers choose among what is there, whatever that is, so that a schedule
/// stays one when parts of it are left out.
/// </summary>
internal abstract record Operation
{
    public abstract void Apply(World world);

    /// <summary>The one that a number chooses; default when there is none.</summary>
    protected static T? Choose<T>(IReadOnlyList<T> among, int number) => among.Count == 0 ? default : among[number % among.Count];
}
