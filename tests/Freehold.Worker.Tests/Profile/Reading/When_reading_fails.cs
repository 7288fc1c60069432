using Freehold.Worker.Profile.Reading;

namespace Freehold.Worker.Tests.Profile.Reading;

/// <summary>Reading and working run beside each other and stop each other: what is told is why, not that they stopped.</summary>
public sealed class When_reading_fails
{
    // Which of the two ends first is the scheduler's choice: often enough for both to happen.
    private const int Turns = 500;

    [Test]
    public async Task The_readers_failure_is_told_whichever_ends_first()
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            await Assert.ThatAsync(
                () => RowPipe.RunAsync(new FailingSource(rows: 0), [0], _ => { }, _ => { }, CancellationToken.None),
                Throws.TypeOf<InvalidDataException>());
        }
    }

    [Test]
    public async Task The_workers_failure_is_told_whichever_ends_first()
    {
        for (var turn = 0; turn < Turns; turn++)
        {
            await Assert.ThatAsync(
                () => RowPipe.RunAsync(
                    new FailingSource(rows: int.MaxValue), [0], _ => throw new NotSupportedException(), _ => { }, CancellationToken.None),
                Throws.TypeOf<NotSupportedException>());
        }
    }

    private sealed class FailingSource(int rows) : IRowSource
    {
        public Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(["a"]);

        public Task<bool> ReadAsync(IReadOnlyList<int> columns, RowSink sink, Action<double> onRead, CancellationToken cancellationToken)
        {
            for (var row = 0; row < rows; row++)
                sink.EndRow();
            throw new InvalidDataException();
        }

        public void Dispose()
        {
        }
    }
}
