namespace Freehold.DuckDb.Functions;

/// <summary>A function of ours in SQL. DuckDB calls it from several threads at once.</summary>
/// <param name="name">Its name in SQL; unique within the database.</param>
/// <param name="parameterCount">Number of parameters, each of type <c>VARCHAR</c>.</param>
/// <param name="returns"><see cref="ColumnType.Varchar"/>, <see cref="ColumnType.Integer"/>, or <see cref="ColumnType.Struct"/> with <see cref="FieldCount"/> texts.</param>
public abstract class ScalarFunction(string name, int parameterCount, ColumnType returns)
{
    private Exception? _fault;

    /// <summary>Its name in SQL.</summary>
    public string Name { get; } = name;

    /// <summary>Number of parameters.</summary>
    public int ParameterCount { get; } = parameterCount;

    /// <summary>Type of the result.</summary>
    public ColumnType Returns { get; } = returns;

    /// <summary>
    /// Fields of the struct that it returns. Such a function is computed exactly once for each row, also when its fields are used in
    /// several places.
    /// </summary>
    public int FieldCount { get; init; }

    /// <summary>
    /// What the first failing call threw; null when none did. The query that called it has failed with
    /// <see cref="DuckDbError.InvalidInput"/>: nothing managed can travel through DuckDB, so it is looked up here.
    /// </summary>
    public Exception? Fault => Volatile.Read(ref _fault);

    /// <summary>Computes one chunk. Whatever it throws ends the query and becomes <see cref="Fault"/>.</summary>
    public abstract void Invoke(in FunctionCall call);

    internal void RecordFault(Exception fault) => Interlocked.CompareExchange(ref _fault, fault, comparand: null);
}
