using Freehold.DuckDb.Functions;

namespace Freehold.DuckDb.Tests.Functions;

/// <summary>Waits for its release, whatever the engine wants meanwhile.</summary>
internal sealed class DeafFunction(ManualResetEventSlim entered, ManualResetEventSlim release)
    : ScalarFunction("deaf", parameterCount: 1, ColumnType.Varchar)
{
    public override void Invoke(in FunctionCall call)
    {
        entered.Set();
        release.Wait(TimeSpan.FromSeconds(30));
        call.TextResult.Set(0, "done"u8);
    }
}
