using System.Text;

namespace Freehold.Testing.Kubernetes;

/// <summary>What a container writes, for any number of readers.</summary>
public sealed class PodLog
{
    private readonly MemoryStream _bytes = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _complete;

    /// <summary>Writes.</summary>
    public void Append(string text)
    {
        lock (_gate)
        {
            _bytes.Write(Encoding.UTF8.GetBytes(text));
            Signal();
        }
    }

    /// <summary>The container has ended.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Signal();
        }
    }

    internal async Task CopyAsync(Stream to, bool follow, CancellationToken over)
    {
        for (var at = 0; ;)
        {
            var (bytes, complete, changed) = From(at);
            await to.WriteAsync(bytes, over);
            await to.FlushAsync(over);
            at += bytes.Length;
            if (complete || !follow)
                return;
            await changed.WaitAsync(over);
        }
    }

    private (byte[] Bytes, bool Complete, Task Changed) From(int at)
    {
        lock (_gate)
            return (_bytes.ToArray()[at..], _complete, _changed.Task);
    }

    private void Signal()
    {
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
