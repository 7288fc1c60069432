namespace Freehold.Worker.Profile.Reading;

/// <summary>Reads an object of one format row by row, all values as text.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>Finds out the columns.</summary>
    /// <returns>Their names in order, no two the same.</returns>
    /// <exception cref="JobFailedException">The object is not sound.</exception>
    Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Reads the rows, once, after <see cref="OpenAsync"/>. May take its time on the calling thread.</summary>
    /// <param name="columns">Places of the columns that are wanted.</param>
    /// <param name="sink">Takes them, in this order.</param>
    /// <param name="onRead">Told now and then how much is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whether the object has, or may have, more rows than were wanted.</returns>
    /// <exception cref="JobFailedException">The object is not sound; names the line where there is one.</exception>
    Task<bool> ReadAsync(IReadOnlyList<int> columns, RowSink sink, Action<double> onRead, CancellationToken cancellationToken);
}
