using Google.Protobuf;

namespace Freehold.Delivery.Tests.Network;

/// <summary>
/// One direction of a stream: messages are written, are on the way for as long as the schedule holds them, arrive, and are
/// read. Order is kept, as HTTP/2 keeps it; what is still on the way may be lost.
/// </summary>
internal sealed class Lane<T>
    where T : class, IMessage<T>, IDeepCloneable<T>
{
    /// <summary>Messages on the way after which a writer has to wait, as it does for a window of HTTP/2.</summary>
    private const int Window = 64;

    private readonly Lock _lock = new();
    private readonly LinkedList<Parcel> _onTheWay = new();
    private readonly Queue<Parcel> _arrived = new();
    private TaskCompletionSource _moved = NewSignal();
    private T? _lastMessage;
    private bool _held;
    private bool _severed;
    private bool _writerGone;
    private Exception? _writerError;
    private Exception? _readerError;

    /// <summary>Called when the end of the lane arrives, before anybody reads it.</summary>
    public Action<Exception?> OnEnd { get; set; } = _ => { };

    /// <summary>Messages that the schedule may let arrive.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _severed ? 0 : _onTheWay.Count;
        }
    }

    /// <exception cref="Exception">What the writer has learned about the end of the stream.</exception>
    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task moved;
            lock (_lock)
            {
                if (_writerGone)
                    return;
                if (_writerError is not null)
                    throw _writerError;
                if (_onTheWay.Count < Window)
                {
                    _onTheWay.AddLast(new Parcel(message.Clone(), IsEnd: false, null));
                    break;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }

        Flow();
    }

    /// <summary>The next message; null at the end of the stream in good order.</summary>
    public async Task<T?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task moved;
            lock (_lock)
            {
                if (_readerError is not null)
                    throw _readerError;
                if (_arrived.TryPeek(out var parcel))
                {
                    if (!parcel.IsEnd)
                        return _arrived.Dequeue().Message;
                    return parcel.Error is null ? null : throw parcel.Error;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The writer ends the lane; the reader learns it after what is on the way, with the error if there is one.</summary>
    public void End(Exception? error)
    {
        lock (_lock)
        {
            if (_writerGone)
                return;
            _writerGone = true;
            _onTheWay.AddLast(new Parcel(null, IsEnd: true, error));
        }

        Flow();
    }

    /// <summary>From now on messages stay on the way until they are let go.</summary>
    public void Hold()
    {
        lock (_lock)
            _held = true;
    }

    /// <summary>Everything on the way arrives, and so does whatever follows.</summary>
    public void Release()
    {
        lock (_lock)
            _held = false;
        Flow();
    }

    /// <summary>The next messages on the way arrive.</summary>
    public void Deliver(int atMost) => Move(atMost);

    /// <summary>A copy of the next message on the way, or else of the last one that arrived, arrives once more.</summary>
    public void Repeat(Func<T, bool> mayCome)
    {
        lock (_lock)
        {
            var message = _onTheWay.First?.Value.Message ?? _lastMessage;
            if (message is null || _severed || _writerGone || !mayCome(message))
                return;
            _arrived.Enqueue(new(message.Clone(), IsEnd: false, null));
        }

        Signal();
    }

    /// <summary>What is on the way is lost, from the first message that was not delivered yet.</summary>
    public void LoseWhatIsOnTheWay()
    {
        lock (_lock)
            _onTheWay.Clear();
    }

    /// <summary>Nothing arrives any more, and nobody learns that.</summary>
    public void Sever()
    {
        lock (_lock)
            _severed = true;
    }

    /// <summary>The writer is no more: what it still writes goes nowhere.</summary>
    public void LoseWriter()
    {
        lock (_lock)
            _writerGone = true;
        Signal();
    }

    /// <summary>The reader learns at once that the stream is broken.</summary>
    public void FailReader(Exception error)
    {
        lock (_lock)
            _readerError ??= error;
        Signal();
    }

    /// <summary>The writer learns at once that the stream is broken.</summary>
    public void FailWriter(Exception error)
    {
        lock (_lock)
            _writerError ??= error;
        Signal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Flow()
    {
        bool held;
        lock (_lock)
            held = _held;
        if (!held)
            Move(int.MaxValue);
    }

    private void Move(int atMost)
    {
        Parcel? end = null;
        lock (_lock)
        {
            for (var moved = 0; moved < atMost && !_severed && _onTheWay.First is { } first; moved++)
            {
                _onTheWay.RemoveFirst();
                _arrived.Enqueue(first.Value);
                _lastMessage = first.Value.Message ?? _lastMessage;
                if (first.Value.IsEnd)
                    end = first.Value;
            }
        }

        Signal();
        if (end is not null)
            OnEnd(end.Error);
    }

    private void Signal()
    {
        TaskCompletionSource moved;
        lock (_lock)
            (moved, _moved) = (_moved, NewSignal());
        moved.SetResult();
    }

    private sealed record Parcel(T? Message, bool IsEnd, Exception? Error);
}
