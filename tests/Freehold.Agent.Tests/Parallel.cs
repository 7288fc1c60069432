// Each test has its own folder, processes, ports and fixture: nothing is shared, so all may run at once.
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: LevelOfParallelism(4)]
