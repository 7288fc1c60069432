using System.Collections.Concurrent;
using Freehold.Buckets;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Inputs;

/// <summary>The stores that a document's inputs lie in, each opened once. Safe from any thread.</summary>
/// <param name="addresses">The inputs of the document.</param>
internal sealed class InputBuckets(IReadOnlyList<string> addresses)
{
    private readonly ConcurrentDictionary<int, IBucket> _opened = new();

    /// <summary>The store that a task's object lies in.</summary>
    public IBucket Of(PlannedTask task) => Of(task.Input);

    /// <summary>The store of an input, by its place in the document.</summary>
    public IBucket Of(int input) => _opened.GetOrAdd(input, index => BucketOpener.Open(BucketAddress.OfObjects(addresses[index])));
}
