namespace Freehold.Delivery.Tests.Schedules;

/// <summary>What happens to the world, in order. Between two operations everything goes on as fast as it likes.</summary>
internal sealed record Schedule(IReadOnlyList<Operation> Operations)
{
    public override string ToString() =>
        string.Join(Environment.NewLine, Operations.Select((operation, index) => $"  {index + 1,3}. {operation}"));
}
