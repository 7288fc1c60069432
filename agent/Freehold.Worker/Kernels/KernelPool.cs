using System.Collections.Concurrent;

namespace Freehold.Worker.Kernels;

/// <summary>Kernels of one rule, as many as there are threads at work on it. Rented once a chunk, not once a value.</summary>
internal sealed class KernelPool(Func<ValueKernel> create) : IDisposable
{
    private readonly ConcurrentBag<ValueKernel> _idle = [];

    public ValueKernel Rent() => _idle.TryTake(out var kernel) ? kernel : create();

    public void Return(ValueKernel kernel) => _idle.Add(kernel);

    public void Dispose()
    {
        while (_idle.TryTake(out var kernel))
            kernel.Dispose();
    }
}
